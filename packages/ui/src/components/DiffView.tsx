import { useEffect, useMemo, useRef, useState } from "react";

import { classes } from "../lib/classes";
import { diffTexts, type DiffLine } from "../lib/diff";
import { Button } from "./Button";
import { diffRows, type DiffRow } from "./diff-rows";

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

const WIDE = 860;
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
        <div
          role="table"
          aria-label={`${beforeLabel} compared with ${afterLabel}`}
          className="overflow-x-auto py-1 font-code leading-5"
        >
          {rows.slice(0, limit).map((row, index) => (
            <Row key={index} row={row} split={split} onOpen={open} />
          ))}
        </div>
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

function useWide(frame: React.RefObject<HTMLDivElement | null>, active: boolean): boolean {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!active || !element || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(([entry]) => setWide((entry?.contentRect.width ?? 0) >= WIDE));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, active]);
  return wide;
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

function Row({ row, split, onOpen }: { row: DiffRow; split: boolean; onOpen: (hunk: number) => void }) {
  if (row.kind === "gap") {
    return (
      <button
        type="button"
        onClick={() => onOpen(row.hunk)}
        className="my-1 block w-full border-y border-hairline bg-side px-3 py-0.5 text-left font-ui text-2 text-muted hover:text-text focus-visible:-outline-offset-2"
      >
        Show {row.count.toLocaleString()} unchanged lines
      </button>
    );
  }
  if (row.kind === "same") {
    const line = (number: number) => ({ number, pieces: [{ text: row.text, marked: false }] });
    return split ? (
      <div role="row" className="grid grid-cols-2">
        <Cell kind="same" line={line(row.before)} />
        <Cell kind="same" line={line(row.after)} edge />
      </div>
    ) : (
      <div role="row">
        <Cell kind="same" line={line(row.after)} />
      </div>
    );
  }
  if (row.kind === "pair") {
    return (
      <div role="row" className="grid grid-cols-2">
        <Cell kind="removed" line={row.removed} />
        <Cell kind="added" line={row.added} edge />
      </div>
    );
  }
  return (
    <div role="row">
      <Cell kind={row.kind} line={row.line} />
    </div>
  );
}

const KINDS = {
  same: { sign: " ", name: "", ground: "", word: "" },
  added: {
    sign: "+",
    name: "added: ",
    ground: "bg-added",
    word: "bg-added-word underline decoration-success decoration-1 underline-offset-3",
  },
  removed: {
    sign: "−",
    name: "removed: ",
    ground: "bg-removed",
    word: "bg-removed-word line-through decoration-danger decoration-1",
  },
};

function Cell({
  kind,
  line,
  edge = false,
}: {
  kind: keyof typeof KINDS;
  line: DiffLine | null;
  edge?: boolean;
}) {
  const { sign, name, ground, word } = KINDS[kind];
  const frame = classes("grid min-w-0 grid-cols-[3rem_1.25rem_1fr]", edge && "border-l border-hairline");
  if (!line) return <div role="cell" aria-label="nothing" className={classes(frame, "bg-side")} />;
  return (
    <div role="cell" className={classes(frame, ground)}>
      <span aria-hidden data-numeric className="pr-2 text-right text-muted select-none">
        {line.number}
      </span>
      <span
        aria-hidden
        className={classes("select-none", kind === "added" ? "text-success-text" : "text-danger-text")}
      >
        {sign}
      </span>
      <span className="min-w-0 pr-3 break-words whitespace-pre-wrap">
        {name !== "" && <span className="sr-only">{name}</span>}
        {line.pieces.map((piece, index) =>
          piece.marked ? (
            <span key={index} className={classes("rounded-[2px]", word)}>
              {piece.text}
            </span>
          ) : (
            piece.text
          ),
        )}
      </span>
    </div>
  );
}
