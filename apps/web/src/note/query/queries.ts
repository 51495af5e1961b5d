/** Fenced blocks that ask for tasks: which they are, and their answers cut to what is shown. */
import type { BlockAnswer, BlockGroup, BlockRequest } from "../../api/blocks";
import { count, plural } from "../../lib/format";

const DATAVIEW_TASK = /^\s*task\b/i;

/** The query a fenced block asks; null when it is no query that is answered here. */
export function queryOf(
  { language, text }: { language: string; text: string },
  path: string,
): BlockRequest | null {
  const name = language.toLowerCase();
  if (name === "tasks") return { language: "tasks", source: text, path };
  if (name === "dataview" && DATAVIEW_TASK.test(text)) return { language: "dataview", source: text, path };
  return null;
}

export interface ShownGroup extends BlockGroup {
  /** Those of its headings that the group before it has not, with how deep each stands. */
  fresh: { text: string; depth: number }[];
}

/** The groups with their first `limit` items, each under the headings that are new with it. */
export function shownGroups(groups: readonly BlockGroup[], limit: number): ShownGroup[] {
  const shown: ShownGroup[] = [];
  let left = limit;
  let before: readonly string[] = [];
  for (const { headings, items } of groups) {
    if (left <= 0) break;
    const same = headings.findIndex((heading, index) => heading !== before[index]);
    const from = same < 0 ? headings.length : same;
    const fresh = headings.slice(from).map((text, index) => ({ text, depth: from + index }));
    shown.push({ headings, items: items.slice(0, left), fresh });
    left -= items.length;
    before = headings;
  }
  return shown;
}

/** How many tasks there are: `12 tasks`, or `20 of 67 tasks` where a limit holds some back. */
export function foundWords({ groups, total }: BlockAnswer): string {
  const keys = new Set(groups.flatMap(({ items }) => items.map(({ key }) => key)));
  return keys.size < total ? `${count(keys.size)} of ${plural(total, "task")}` : plural(total, "task");
}
