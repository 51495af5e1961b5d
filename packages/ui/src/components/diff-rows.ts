import type { DiffLine, TextDiff } from "../lib/diff";

/** One drawn row. `gap` stands for unchanged lines folded away. */
export type DiffRow =
  | { kind: "same"; before: number; after: number; text: string }
  | { kind: "pair"; removed: DiffLine | null; added: DiffLine | null }
  | { kind: "removed" | "added"; line: DiffLine }
  | { kind: "gap"; hunk: number; count: number };

/** Lays a diff out in rows, unchanged stretches folded to `context` lines unless their hunk is in `opened`. */
export function diffRows(
  diff: TextDiff,
  split: boolean,
  context: number,
  opened: ReadonlySet<number>,
): DiffRow[] {
  const rows: DiffRow[] = [];
  diff.hunks.forEach((hunk, index) => {
    if (hunk.kind === "change") {
      if (split) {
        const height = Math.max(hunk.removed.length, hunk.added.length);
        for (let at = 0; at < height; at += 1) {
          rows.push({ kind: "pair", removed: hunk.removed[at] ?? null, added: hunk.added[at] ?? null });
        }
      } else {
        hunk.removed.forEach((line) => rows.push({ kind: "removed", line }));
        hunk.added.forEach((line) => rows.push({ kind: "added", line }));
      }
      return;
    }
    const head = index === 0 ? 0 : context;
    const tail = index === diff.hunks.length - 1 ? 0 : context;
    const folded = hunk.lines.length - head - tail;
    const fold = folded > 2 && !opened.has(index);
    hunk.lines.forEach((text, at) => {
      if (fold && at === head) rows.push({ kind: "gap", hunk: index, count: folded });
      if (fold && at >= head && at < head + folded) return;
      rows.push({ kind: "same", before: hunk.before + at, after: hunk.after + at, text });
    });
  });
  return rows;
}
