import { classes } from "../lib/classes";
import type { DiffLine } from "../lib/diff";
import type { DiffRow } from "./diff-rows";

export interface DiffTableProps {
  /** What is compared, for screen readers. */
  label: string;
  rows: readonly DiffRow[];
  /** Side by side. */
  split: boolean;
  /** Unfolds the unchanged lines of a hunk. */
  onOpen?: ((hunk: number) => void) | undefined;
  className?: string | undefined;
}

/** The lines of a difference; added and removed differ by sign and stroke as well as colour. */
export function DiffTable({ label, rows, split, onOpen, className }: DiffTableProps) {
  return (
    <div
      role="table"
      aria-label={label}
      className={classes("overflow-x-auto py-1 font-code text-2 leading-5", className)}
    >
      {rows.map((row, index) => (
        <Row key={index} row={row} split={split} onOpen={onOpen} />
      ))}
    </div>
  );
}

function Row({
  row,
  split,
  onOpen,
}: {
  row: DiffRow;
  split: boolean;
  onOpen: ((hunk: number) => void) | undefined;
}) {
  if (row.kind === "gap") {
    return (
      <button
        type="button"
        onClick={() => onOpen?.(row.hunk)}
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
