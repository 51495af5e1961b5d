/** Tags: `#project/alpha`. Letters, marks and digits of any script, `_ - /`, at least one that is not a digit. */

const TAG = /(?<=^|\s)#([\p{L}\p{M}\p{N}_/\-\u200c\u200d]+)/gu;

export interface FoundTag {
  name: string;
  /** UTF-16 offset of the `#`. */
  start: number;
  end: number;
}

/** The tags of a text in which no code, link or comment stands. */
export function tagsIn(text: string): FoundTag[] {
  const found: FoundTag[] = [];
  for (const match of text.matchAll(TAG)) {
    const name = (match[1] ?? "").replace(/\/+$/, "");
    if (name === "" || /^\p{Nd}+$/u.test(name)) continue;
    found.push({ name, start: match.index, end: match.index + 1 + name.length });
  }
  return found;
}
