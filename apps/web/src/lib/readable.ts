/** Markdown cut out of its note, as words to read in a list: marks left out, highlights moved along. */
import type { TextRange } from "@claudeprojects/ui";

/** Brackets of links, emphasis and code; heading signs, rules, the bars of tables, tasks and callouts between spaces. */
const MARKS =
  /!?\[\[|\]\]|\*\*|~~|`+|(?<=^|\s|…|\.\.\.)(?:#{1,6}|\|+|:?-{3,}:?|(?:[-*+] )?\[[ xX/-]\]|> \[!\w+\][+-]?)(?:\s+|$)/gu;

export interface Passage {
  text: string;
  ranges: TextRange[];
}

/** The text without its marks. Ranges count code points, before and after. */
export function readable(text: string, ranges: readonly TextRange[]): Passage {
  const gone = new Uint8Array(text.length);
  for (const mark of text.matchAll(MARKS)) gone.fill(1, mark.index, mark.index + mark[0].length);
  const places: number[] = [];
  let kept = "";
  let length = 0;
  let at = 0;
  for (const point of text) {
    places.push(length);
    if (gone[at] === 0) {
      kept += point;
      length += 1;
    }
    at += point.length;
  }
  const place = (index: number) => places[index] ?? length;
  return { text: kept, ranges: ranges.map(([start, end]) => [place(start), place(end)] as const) };
}
