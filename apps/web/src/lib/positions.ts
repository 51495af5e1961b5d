/** Single positions, as fuzzy matching gives them, as the ranges a highlight takes. */

export type Range = readonly [start: number, end: number];

/** The shortest list of half-open ranges that covers the positions. */
export function rangesOf(positions: readonly number[]): Range[] {
  const ranges: [number, number][] = [];
  for (const position of [...positions].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last && position <= last[1]) last[1] = Math.max(last[1], position + 1);
    else ranges.push([position, position + 1]);
  }
  return ranges;
}
