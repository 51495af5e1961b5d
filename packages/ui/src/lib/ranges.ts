/** Ranges of a text as the engine gives them: `[start, end)`, counted in Unicode code points. */
export type TextRange = readonly [start: number, end: number];

export interface Piece {
  text: string;
  marked: boolean;
}

/** Cuts a text into marked and unmarked pieces. Overlapping, unordered and out-of-range ranges are tolerated. */
export function cutByRanges(text: string, ranges: readonly TextRange[]): Piece[] {
  if (ranges.length === 0) return text === "" ? [] : [{ text, marked: false }];
  const points = Array.from(text);
  const pieces: Piece[] = [];
  let at = 0;
  const push = (until: number, marked: boolean) => {
    if (until > at) pieces.push({ text: points.slice(at, until).join(""), marked });
    at = Math.max(at, until);
  };
  for (const [start, end] of [...ranges].sort((a, b) => a[0] - b[0])) {
    push(Math.min(Math.max(start, at), points.length), false);
    push(Math.min(end, points.length), true);
  }
  push(points.length, false);
  return pieces;
}
