/** The lines of a query that were not understood; none of it is answered until they are mended. */
import { Icon } from "@claudeprojects/ui";
import { TriangleAlert } from "lucide-react";

import type { BlockProblem } from "../../api/blocks";
import { plural } from "../../lib/format";

export function QueryProblems({ problems }: { problems: readonly BlockProblem[] }) {
  return (
    <div className="px-3 py-2.5 text-3">
      <p className="flex gap-2">
        <Icon of={TriangleAlert} className="mt-0.5 text-warning-text" />
        {plural(problems.length, "line")} of this query cannot be read, so it shows nothing.
      </p>
      <ul className="mt-1.5 space-y-1 pl-6">
        {problems.map(({ line, text, why }) => (
          <li key={line} className="text-2 break-words text-secondary">
            <span data-numeric>Line {line + 1}: </span>
            <code className="font-code wrap-anywhere">{text}</code>{" "}
            <span className="text-muted">({why})</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
