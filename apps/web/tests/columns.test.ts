import { expect, test } from "vitest";

import { AS_TEXT, choicesOf, isSame, LEFT_OUT, titleOfField, wishOf, withChoice } from "../src/exchange/columns";

const FOUND = {
  columns: { Name: "task", When: "due" },
  table: { columns: ["Name", "When", "Noise", "Other"], rows: [["Paint", "2026-12-01", "x", ""]] },
  fields: ["task", "due", "assignee"],
  left_out: ["Noise"],
};

test("what a table was read with is preselected", () => {
  expect(choicesOf(FOUND)).toEqual({ Name: "task", When: "due", Noise: LEFT_OUT, Other: AS_TEXT });
  expect(choicesOf({ ...FOUND, table: null })).toEqual({});
});

test("a field has one column: given to another, the first is kept as text", () => {
  const changed = withChoice(choicesOf(FOUND), "Other", "task");
  expect(changed).toEqual({ Name: AS_TEXT, When: "due", Noise: LEFT_OUT, Other: "task" });
  expect(withChoice(changed, "Name", LEFT_OUT).Noise).toBe(LEFT_OUT);
  expect(isSame(changed, choicesOf(FOUND))).toBe(false);
  expect(isSame(withChoice(changed, "Name", "task"), changed)).toBe(false);
});

test("every field is said, so that nothing is guessed again", () => {
  expect(wishOf(choicesOf(FOUND), FOUND.fields)).toEqual({
    mapping: { task: "Name", due: "When", assignee: "" },
    leave_out: ["Noise"],
  });
});

test("fields have titles", () => {
  expect([titleOfField("task"), titleOfField("depends_on"), titleOfField("sprint")]).toEqual([
    "Title",
    "Depends on",
    "Sprint",
  ]);
});
