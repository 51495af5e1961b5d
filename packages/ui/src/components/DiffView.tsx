import { useMemo, useRef, useState } from "react";

import { classes } from "../lib/classes";
import { diffTexts } from "../lib/diff";
import { useWide } from "../lib/wide";
import { Button } from "./Button";
import { DiffTable } from "./DiffTable";
import { diffRows } from "./diff-rows";

export interface DiffViewProps {
  before: string;
  after: string;
  beforeLabel: string;
  afterLabel: string;
  /** `auto`: side by side from 860 px of its own width. */
  mode?: "unified" | "split" | "auto";
  /** Unchanged lines shown around a change. */
  context?: number;
}

const FIRST_ROWS = 1_500;

/** Two versions of a text: lines and, inside them, words; added and removed differ by sign as well as colour. */
export function DiffView({
  before,
  after,
  beforeLabel,
  afterLabel,
  mode = "auto",
  context = 3,
}: DiffViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const wide = useWide(frame, mode === "auto");
  const split = mode === "split" || (mode === "auto" && wide);
  const diff = useMemo(() => diffTexts(before, after), [before, after]);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const [limit, setLimit] = useState(FIRST_ROWS);
  const rows = useMemo(() => diffRows(diff, split, context, opened), [diff, split, context, opened]);
  const open = (hunk: number) => setOpened(new Set([...opened, hunk]));

  return (
    <div ref={frame} className="overflow-hidden rounded-card border border-hairline bg-ground text-2">
      <header
        className={classes("border-b border-hairline bg-side", split ? "grid grid-cols-2" : "flex gap-4")}
      >
        <Side sign="−" label={beforeLabel} count={diff.removed} tone="text-danger-text" />
        <Side sign="+" label={afterLabel} count={diff.added} tone="text-success-text" />
      </header>
      {diff.added + diff.removed === 0 ? (
        <p className="p-6 text-center text-3 text-muted">Both versions read the same.</p>
      ) : (
        <DiffTable
          label={`${beforeLabel} compared with ${afterLabel}`}
          rows={rows.slice(0, limit)}
          split={split}
          onOpen={open}
        />
      )}
      {rows.length > limit && (
        <footer className="border-t border-hairline p-2 text-center">
          <Button onClick={() => setLimit(limit + 10 * FIRST_ROWS)}>
            Show {(rows.length - limit).toLocaleString()} more lines
          </Button>
        </footer>
      )}
    </div>
  );
}

function Side({ sign, label, count, tone }: { sign: string; label: string; count: number; tone: string }) {
  return (
    <div className="flex h-8 items-center gap-2 px-3">
      <span className={classes("font-semibold", tone)}>
        {sign}
        <span data-numeric>{count.toLocaleString()}</span>
      </span>
      <span className="truncate font-medium text-text">{label}</span>
    </div>
  );
}
