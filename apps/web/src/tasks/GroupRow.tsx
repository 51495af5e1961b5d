/** The heading of a group of tasks, or the line that says how many more it has. */
import { Icon } from "@claudeprojects/ui";
import { ChevronDown, ChevronRight } from "lucide-react";

import { count } from "../lib/format";
import { titleOf } from "../lib/paths";
import { ShareBar } from "../projects/ShareBar";
import { doneWords } from "../projects/words";
import type { GridRow } from "./rows";

export function GroupRow({ row, onFold }: { row: Exclude<GridRow, { kind: "item" }>; onFold: () => void }) {
  if (row.kind === "more") {
    return (
      <p role="gridcell" className="px-12 py-1.5 text-2 text-muted">
        {count(row.left)} more; narrow them with the query.
      </p>
    );
  }
  return (
    <div role="gridcell" aria-expanded={!row.folded}>
      <button
        type="button"
        tabIndex={-1}
        onClick={onFold}
        className="flex h-row-comfortable w-full items-center gap-2 px-3 text-left text-3 font-semibold"
      >
        <Icon of={row.folded ? ChevronRight : ChevronDown} size={14} className="text-muted" />
        <span dir="auto" className="min-w-0 truncate">
          {row.title.endsWith(".md") ? titleOf(row.title) : row.title}
        </span>
        <span data-numeric className="text-2 font-normal text-muted">
          {count(row.total)}
        </span>
        {row.progress.total > 0 && (
          <ShareBar
            label={`Done in ${row.title}`}
            value={row.progress.done}
            max={row.progress.total}
            text={doneWords(row.progress)}
            className="ml-2 hidden w-16 @min-[30rem]:block"
          />
        )}
      </button>
    </div>
  );
}
