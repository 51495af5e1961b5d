/** Tasks as the rows of a grid: each group has a heading, and may be folded. */
import type { WorkGroup, WorkItem, WorkProgress } from "../api/tasks";

export type GridRow =
  | { kind: "group"; key: string; title: string; total: number; progress: WorkProgress; folded: boolean }
  | { kind: "item"; key: string; item: WorkItem }
  | { kind: "more"; key: string; left: number };

export function rowsOf(groups: readonly WorkGroup[], folded: ReadonlySet<string>): GridRow[] {
  return groups.flatMap((group): GridRow[] => {
    const key = `group ${group.key ?? ""}`;
    const { title, total, progress, items } = group;
    const head: GridRow = { kind: "group", key, title, total, progress, folded: folded.has(key) };
    if (folded.has(key)) return [head];
    // A task may stand in several groups: by its people, by its tags.
    const rows = items.map((item): GridRow => ({ kind: "item", key: `${key} ${item.key}`, item }));
    const left = total - items.length;
    return left > 0 ? [head, ...rows, { kind: "more", key: `${key} more`, left }] : [head, ...rows];
  });
}

export function plainRows(items: readonly WorkItem[]): GridRow[] {
  return items.map((item) => ({ kind: "item", key: item.key, item }));
}

/** The columns one can sort by, as the API calls them. */
export type SortKey = "description" | "project" | "due" | "priority" | "assignee" | "estimate" | "status";

/** The order after a press on a column: up, then down, then the usual one. */
export function nextSort(sort: string, key: SortKey): string {
  if (sort === key) return `-${key}`;
  return sort === `-${key}` ? "" : key;
}
