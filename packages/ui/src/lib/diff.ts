/** Differences of two texts: by lines, and inside changed lines by words. Bounded in time for any input. */
import { diffLines, diffWordsWithSpace } from "diff";

import type { Piece } from "./ranges";

export interface DiffLine {
  /** 1-based. */
  number: number;
  pieces: Piece[];
}

export type DiffHunk =
  | { kind: "same"; before: number; after: number; lines: string[] }
  | { kind: "change"; removed: DiffLine[]; added: DiffLine[] };

export interface TextDiff {
  hunks: DiffHunk[];
  added: number;
  removed: number;
}

const LINES_MS = 400;
const WORDS_MS = 60;
const WORDS_MAX = 20_000;
const segmenter = new Intl.Segmenter(undefined, { granularity: "word" });

function lines(text: string): string[] {
  const parts = text.split("\n");
  if (parts.at(-1) === "") parts.pop();
  return parts;
}

/** Spreads marked and unmarked stretches over the lines they run across. */
export function toLines(stretches: readonly Piece[], first: number): DiffLine[] {
  const result: DiffLine[] = [{ number: first, pieces: [] }];
  for (const stretch of stretches) {
    stretch.text.split("\n").forEach((text, index) => {
      if (index > 0) result.push({ number: first + result.length, pieces: [] });
      if (text !== "") result.at(-1)?.pieces.push({ text, marked: stretch.marked });
    });
  }
  if (result.at(-1)?.pieces.length === 0) result.pop();
  return result;
}

function wholeLines(text: string, first: number): DiffLine[] {
  return lines(text).map((line, index) => ({
    number: first + index,
    pieces: [{ text: line, marked: false }],
  }));
}

/** One change, with the words that differ marked; without marks when nearly all differs or it takes too long. */
export function changeHunk(removed: string, added: string, before: number, after: number): DiffHunk {
  const plain: DiffHunk = {
    kind: "change",
    removed: wholeLines(removed, before),
    added: wholeLines(added, after),
  };
  if (removed === "" || added === "" || removed.length + added.length > WORDS_MAX) return plain;
  const parts = diffWordsWithSpace(removed, added, { intlSegmenter: segmenter, timeout: WORDS_MS });
  if (!parts) return plain;
  const kept = parts.reduce(
    (sum, part) => (part.added || part.removed ? sum : sum + part.value.trim().length),
    0,
  );
  if (kept < Math.min(removed.trim().length, added.trim().length) * 0.2) return plain;
  const side = (other: "added" | "removed", own: "added" | "removed") =>
    parts.filter((part) => !part[other]).map((part) => ({ text: part.value, marked: part[own] }));
  return {
    kind: "change",
    removed: toLines(side("added", "removed"), before),
    added: toLines(side("removed", "added"), after),
  };
}

/** Compares two texts. Line ends are compared as `\n`; a difference of nothing else gives no hunk of change. */
export function diffTexts(beforeText: string, afterText: string): TextDiff {
  const before = beforeText.replaceAll(/\r\n?/g, "\n");
  const after = afterText.replaceAll(/\r\n?/g, "\n");
  const parts = diffLines(before, after, { timeout: LINES_MS }) ?? [
    { value: before, removed: true, added: false },
    { value: after, removed: false, added: true },
  ];
  const diff: TextDiff = { hunks: [], added: 0, removed: 0 };
  let [beforeLine, afterLine] = [1, 1];
  for (let index = 0; index < parts.length; index += 1) {
    const part = parts[index];
    if (!part) break;
    if (!part.added && !part.removed) {
      const same = lines(part.value);
      diff.hunks.push({ kind: "same", before: beforeLine, after: afterLine, lines: same });
      beforeLine += same.length;
      afterLine += same.length;
      continue;
    }
    const next = parts[index + 1];
    const paired = part.removed && next?.added === true;
    const removed = part.removed ? part.value : "";
    const added = paired ? next.value : part.added ? part.value : "";
    if (paired) index += 1;
    diff.hunks.push(changeHunk(removed, added, beforeLine, afterLine));
    const [lost, won] = [lines(removed).length, lines(added).length];
    beforeLine += lost;
    afterLine += won;
    diff.removed += lost;
    diff.added += won;
  }
  return diff;
}
