/** Which column of a table is for what, as it is chosen before the table is read. */
import type { ImportColumns } from "../api/exchange";

/** What a column is when it is for no field: kept as text below each task, or not at all. */
export const AS_TEXT = "as text";
export const LEFT_OUT = "left out";

/** For each column a field, `AS_TEXT` or `LEFT_OUT`. */
export type Choices = Readonly<Record<string, string>>;

/** The titles of fields, as they stand on screens. */
const TITLES: Readonly<Record<string, string>> = {
  task: "Title",
  due: "Due",
  start: "Start",
  done: "Done on",
  cancelled: "Cancelled on",
  created: "Created on",
  assignee: "Assignee",
  time: "Time of day",
  recurrence: "Repeats",
  parent: "Part of",
  id: "Id",
  depends_on: "Depends on",
};

export function titleOfField(field: string): string {
  return TITLES[field] ?? field.charAt(0).toUpperCase() + field.slice(1);
}

/** What the table was read with, or what its names suggest. */
export function choicesOf({ columns, table, left_out: leftOut }: ImportColumns): Choices {
  const names = table?.columns ?? [];
  const chosen = (name: string) => columns[name] ?? (leftOut.includes(name) ? LEFT_OUT : AS_TEXT);
  return Object.fromEntries(names.map((name): [string, string] => [name, chosen(name)]));
}

/** `choices` with another use for a column; a field that another column had is taken from it. */
export function withChoice(choices: Choices, column: string, use: string): Choices {
  const isField = use !== AS_TEXT && use !== LEFT_OUT;
  const freed: Record<string, string> = {};
  for (const [name, had] of Object.entries(choices)) freed[name] = isField && had === use ? AS_TEXT : had;
  return { ...freed, [column]: use };
}

/** The request that reads the table so: every field is said, so that nothing is guessed again. */
export function wishOf(choices: Choices, fields: readonly string[]) {
  const columns = Object.entries(choices);
  const columnOf = (field: string) => columns.find(([, use]) => use === field)?.[0] ?? "";
  return {
    mapping: Object.fromEntries(fields.map((field): [string, string] => [field, columnOf(field)])),
    leave_out: columns.filter(([, use]) => use === LEFT_OUT).map(([name]) => name),
  };
}

export function isSame(one: Choices, other: Choices): boolean {
  return Object.keys(one).every((name) => one[name] === other[name]);
}
