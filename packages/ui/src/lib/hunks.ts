/** Differences that were worked out elsewhere: hunks with their words, and patches as text. */
import { changeHunk, toLines, type DiffHunk, type TextDiff } from "./diff";

/** A stretch of changed lines as the engine gives it. Line numbers count from 1. */
export interface Hunk {
  old_start: number;
  old: string;
  new_start: number;
  new: string;
  words: readonly { op: "equal" | "insert" | "delete"; text: string }[];
  /** A few lines above and below. */
  before: string;
  after: string;
}

function linesOf(text: string): string[] {
  const lines = text.replaceAll(/\r\n?/g, "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

function same(text: string, before: number, after: number): DiffHunk[] {
  const lines = linesOf(text);
  return lines.length === 0 ? [] : [{ kind: "same", before, after, lines }];
}

/** The hunk's words spread over its lines, for one of its sides. */
function side({ words, ...hunk }: Hunk, own: "insert" | "delete"): ReturnType<typeof toLines> {
  const [text, start] = own === "insert" ? [hunk.new, hunk.new_start] : [hunk.old, hunk.old_start];
  if (text === "") return [];
  const other = own === "insert" ? "delete" : "insert";
  // Where nothing stays, marking every word would only shout.
  const kept = words.some((word) => word.op === "equal" && word.text.trim() !== "");
  const pieces = words
    .filter((word) => word.op !== other)
    .map((word) => ({ text: word.text.replaceAll("\r", ""), marked: kept && word.op === own }));
  return toLines(pieces.length > 0 ? pieces : [{ text, marked: false }], start);
}

/** One hunk with the lines around it. */
export function hunkDiff(hunk: Hunk): TextDiff {
  const above = linesOf(hunk.before).length;
  const removed = side(hunk, "delete");
  const added = side(hunk, "insert");
  return {
    hunks: [
      ...same(hunk.before, hunk.old_start - above, hunk.new_start - above),
      { kind: "change", removed, added },
      ...same(hunk.after, hunk.old_start + removed.length, hunk.new_start + added.length),
    ],
    added: added.length,
    removed: removed.length,
  };
}

const RANGE = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/** A unified diff as rows to draw; null when the text is none. */
export function patchDiff(text: string): TextDiff | null {
  const lines = linesOf(text);
  if (!lines.some((line) => RANGE.test(line))) return null;
  const diff: TextDiff = { hunks: [], added: 0, removed: 0 };
  let [before, after, at] = [1, 1, 0];
  const take = (sign: string): string => {
    const from = at;
    while (lines[at]?.startsWith(sign) || lines[at]?.startsWith("\\")) at += 1;
    const taken = lines.slice(from, at).filter((line) => line.startsWith(sign));
    return taken.map((line) => `${line.slice(1)}\n`).join("");
  };
  while (at < lines.length && !RANGE.test(lines[at] ?? "")) at += 1;
  while (at < lines.length) {
    const start = at;
    const range = RANGE.exec(lines[at] ?? "");
    if (range) {
      [before, after] = [Number(range[1]), Number(range[2])];
      at += 1;
      continue;
    }
    const kept = take(" ");
    if (kept !== "") diff.hunks.push(...same(kept, before, after));
    const keptLines = linesOf(kept).length;
    [before, after] = [before + keptLines, after + keptLines];
    const removed = take("-");
    const added = take("+");
    if (removed !== "" || added !== "") {
      diff.hunks.push(changeHunk(removed, added, before, after));
      const [lost, won] = [linesOf(removed).length, linesOf(added).length];
      [before, after] = [before + lost, after + won];
      diff.removed += lost;
      diff.added += won;
    }
    // A line of no known kind ends the patch: a note on how much was left out.
    if (at === start) break;
  }
  return diff;
}
