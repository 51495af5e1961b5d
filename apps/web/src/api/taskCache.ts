/** How a change shows in what is known of tasks, before the engine has written it. */
import type { TaskChanges, WorkColumn, WorkGroup, WorkItem, WorkItemPage } from "./tasks";

/** Any cached answer that holds tasks. */
export type CachedTasks = WorkItemPage | { pages: WorkItemPage[] } | WorkGroup[];

const PLAIN = [
  "status",
  "symbol",
  "description",
  "priority",
  "due",
  "scheduled",
  "start",
  "sprint",
  "project",
] as const;

/** `3` → points, `2h` → hours; null for what is no plain estimate (the engine says what it is). */
export function estimateOf(text: string | null): WorkItem["estimate"] {
  const match = /^(\d+(?:[.,]\d+)?)\s*(h|d)?$/.exec(text?.trim() ?? "");
  if (!match) return null;
  const amount = Number(match[1]?.replace(",", "."));
  if (match[2] === undefined) return { amount, unit: "points" };
  return { amount: match[2] === "d" ? amount * 8 : amount, unit: "hours" };
}

/** The item as it will be. */
export function changed(item: WorkItem, changes: TaskChanges): WorkItem {
  const next: WorkItem = { ...item };
  for (const name of PLAIN) {
    const value = changes[name];
    if (value !== undefined) Object.assign(next, { [name]: value });
  }
  if (changes.estimate !== undefined) next.estimate = estimateOf(changes.estimate);
  if (changes.assignees) next.assignees = changes.assignees;
  const gone = new Set(changes.remove_assignees);
  next.assignees = [
    ...next.assignees.filter((name) => !gone.has(name)),
    ...(changes.add_assignees ?? []).filter((name) => !next.assignees.includes(name)),
  ];
  if (changes.add_tags) next.tags = [...new Set([...next.tags, ...changes.add_tags])];
  return next;
}

function isBoard(groups: readonly WorkGroup[]): groups is WorkColumn[] {
  return groups.length > 0 && groups.every((group) => "statuses" in group);
}

/** Where an item stands among others: by its due day, those without one last; what is done comes first. */
function placeOf(item: WorkItem, items: readonly WorkItem[]): number {
  if (item.status === "done") return 0;
  const found = items.findIndex((other) => (other.due ?? "9999") > (item.due ?? "9999"));
  return found < 0 ? items.length : found;
}

/** The columns with each item in the column that has its status. */
function onBoard(columns: WorkColumn[], keys: ReadonlySet<string>, changes: TaskChanges): WorkColumn[] {
  const taken: WorkItem[] = [];
  const left = columns.map((column) => {
    // A column that nothing happens in stays the same object, and is not drawn anew.
    if (!column.items.some(({ key }) => keys.has(key))) return column;
    const stay: WorkItem[] = [];
    for (const item of column.items) {
      if (!keys.has(item.key)) stay.push(item);
      else {
        const next = changed(item, changes);
        if (column.statuses.includes(next.status)) stay.push(next);
        else taken.push(next);
      }
    }
    return { ...column, items: stay, total: column.total - (column.items.length - stay.length) };
  });
  for (const item of taken) {
    const at = left.findIndex(({ statuses }) => statuses.includes(item.status));
    const target = left[at];
    if (!target) continue;
    const items = target.items.toSpliced(placeOf(item, target.items), 0, item);
    left[at] = { ...target, items, total: target.total + 1 };
  }
  return left;
}

/** What was known, with the change made to the items of these keys. */
export function withChange(data: CachedTasks, keys: ReadonlySet<string>, changes: TaskChanges): CachedTasks {
  const items = (list: WorkItem[]) =>
    list.map((item) => (keys.has(item.key) ? changed(item, changes) : item));
  if (Array.isArray(data)) {
    if (isBoard(data)) return onBoard(data, keys, changes);
    return data.map((group) => ({ ...group, items: items(group.items) }));
  }
  if ("pages" in data) {
    return { ...data, pages: data.pages.map((page) => ({ ...page, items: items(page.items) })) };
  }
  return { ...data, items: items(data.items) };
}
