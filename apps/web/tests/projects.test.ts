/** How changes of tasks show before they are written, and how days become places on a line. */
import { describe, expect, it } from "vitest";

import { changed, estimateOf, withChange } from "../src/api/taskCache";
import type { WorkColumn, WorkItem, WorkProgress } from "../src/api/tasks";
import { cardAt } from "../src/projects/board/useCardFocus";
import { beginning } from "../src/projects/Brief";
import { committed } from "../src/projects/sprints/SprintLane";
import { draggedDays, fitting, range, spanOf, ticks } from "../src/projects/timeline/scale";
import { nextSort, rowsOf } from "../src/tasks/rows";
import { savedView } from "../src/tasks/SavedViews";
import { changeWords } from "../src/tasks/useTaskActions";
import { ofProject, taskText } from "../src/tasks/words";

function task(key: string, more: Partial<WorkItem> = {}): WorkItem {
  const days = { created: null, scheduled: null, start: null, due: null, done: null, cancelled: null };
  const rest = { time: null, recurrence: null, priority: null, estimate: null, id: null, block_id: null };
  const links = { assignees: [], depends_on: [], tags: [], blocked_by: [], project: null, sprint: null };
  return {
    ...{ ...days, ...rest, ...links },
    ...{ key, path: "A.md", line: 0, title: "A", symbol: " ", status: "todo", description: key },
    ...more,
  };
}

const NOTHING = {} as WorkProgress;

function column(status: WorkItem["status"], items: WorkItem[]): WorkColumn {
  return {
    key: status,
    title: status,
    total: items.length,
    items,
    progress: NOTHING,
    statuses: [status],
    symbol: " ",
    limit: null,
  };
}

describe("a change that is not written yet", () => {
  it("moves a card into the column of its state, by its day, and counts it there", () => {
    const board = [
      column("todo", [task("a"), task("b", { due: "2030-01-05" })]),
      column("in_progress", [
        task("c", { status: "in_progress", due: "2030-01-01" }),
        task("d", { status: "in_progress" }),
      ]),
    ];
    const next = withChange(board, new Set(["b"]), { status: "in_progress" }) as WorkColumn[];
    expect(next.map(({ items, total }) => [items.map(({ key }) => key), total])).toEqual([
      [["a"], 1],
      [["c", "b", "d"], 3],
    ]);
    expect(board[0]?.items).toHaveLength(2);
  });

  it("changes people, tags and estimates as the engine will", () => {
    const item = task("a", { assignees: ["mara", "lin"] });
    expect(changed(item, { add_assignees: ["jo"], remove_assignees: ["lin"] }).assignees).toEqual([
      "mara",
      "jo",
    ]);
    expect(changed(item, { assignees: [] }).assignees).toEqual([]);
    expect(changed(item, { due: null }).due).toBeNull();
    expect(estimateOf("2h")).toEqual({ amount: 2, unit: "hours" });
    expect(estimateOf("1d")).toEqual({ amount: 8, unit: "hours" });
    expect(estimateOf("soon")).toBeNull();
  });

  it("shows in every page of a list", () => {
    const pages = { pages: [{ items: [task("a")], next_cursor: null, total: 1 }] };
    expect(withChange(pages, new Set(["a"]), { priority: "high" })).toMatchObject({
      pages: [{ items: [{ priority: "high" }] }],
    });
  });

  it("is said in words", () => {
    expect(changeWords([task("Print it #print @lin")], { status: "done" })).toBe("“Print it” is now done");
    expect(changeWords([task("a"), task("b")], { due: "2030-01-01" })).toBe("2 tasks are due 2030-01-01");
  });
});

describe("days on a line", () => {
  it("lie from the start to the due day, and a single day on itself", () => {
    expect(spanOf(task("a", { start: "2030-01-01", due: "2030-01-04" }))).toEqual({
      from: "2030-01-01",
      to: "2030-01-04",
    });
    expect(spanOf(task("a", { due: "2030-01-04" }))).toEqual({ from: "2030-01-04", to: "2030-01-04" });
    expect(spanOf(task("a"))).toBeNull();
  });

  it("move together, and only those there are", () => {
    const item = task("a", { scheduled: "2030-01-31", due: "2030-02-02" });
    expect(draggedDays(item, "move", 1)).toEqual({ scheduled: "2030-02-01", due: "2030-02-03" });
    expect(draggedDays(item, "to", -9)).toEqual({ due: "2030-01-31" });
    expect(draggedDays(item, "from", -1)).toEqual({ scheduled: "2030-01-30" });
    expect(draggedDays(task("a", { due: "2030-01-01" }), "from", -2)).toEqual({ start: "2029-12-30" });
  });

  it("name months, and Mondays where they do not touch one", () => {
    const named = ticks({ from: "2029-12-20", to: "2030-01-15" }, 14);
    expect(named.map(({ label }) => label)).toEqual(["24", "Jan 2030", "7", "14"]);
    expect(range([], "2030-01-01", 100)).toEqual({ from: "2029-12-28", to: "2030-04-07" });
  });

  it("fit as many as there are into the room, and name fewer months the nearer they stand", () => {
    const years = { from: "2030-01-01", to: "2031-12-31" };
    expect(fitting(years, 730)).toBe(1);
    expect(fitting({ from: "2030-01-01", to: "2030-01-02" }, 730)).toBe(34);
    const labels = (width: number) => ticks(years, width).map(({ label }) => label);
    expect(labels(1).slice(0, 3)).toEqual(["Jan 2030", "Apr", "Jul"]);
    expect(labels(0.1)).toEqual(["2030", "2031"]);
    expect(labels(5)).toHaveLength(24);
  });
});

describe("saved views", () => {
  const saved = { path: "Views/A.md", title: "A", query: "is:open", sort: ["due"] };

  it("are shown as what they are, and as a list where nobody knows better", () => {
    expect(savedView({ ...saved, group: "tag", kind: "board" })).toEqual({
      q: "is:open",
      by: "tag",
      sort: "due",
      as: "board",
    });
    expect(savedView({ ...saved, group: null, kind: "timeline" }).as).toBe("timeline");
    expect(savedView({ ...saved, group: "moon", kind: "calendar" })).toMatchObject({ by: null, as: "list" });
  });
});

describe("lists and boards", () => {
  it("lead the keys past empty columns", () => {
    const columns = [
      column("todo", [task("a"), task("b")]),
      column("on_hold", []),
      column("done", [task("c")]),
    ];
    expect(cardAt(columns, "b", "ArrowRight")?.key).toBe("c");
    expect(cardAt(columns, "b", "ArrowUp")?.key).toBe("a");
    expect(cardAt(columns, "a", "ArrowLeft")).toBeUndefined();
  });

  it("fold groups, and say how many more there are", () => {
    const groups = [{ key: "x", title: "X", total: 5, items: [task("a")], progress: NOTHING }];
    expect(rowsOf(groups, new Set()).map(({ kind }) => kind)).toEqual(["group", "item", "more"]);
    expect(rowsOf(groups, new Set(["group x"]))).toHaveLength(1);
  });

  it("sort up, down, and as usual again", () => {
    expect([nextSort("", "due"), nextSort("due", "due"), nextSort("-due", "due")]).toEqual([
      "due",
      "-due",
      "",
    ]);
  });

  it("count what a sprint holds in the unit most estimates have", () => {
    const points = (amount: number) => task("a", { estimate: { amount, unit: "points" } });
    const hours = task("b", { estimate: { amount: 4, unit: "hours" } });
    expect(committed([points(3), points(2), hours, task("c")])).toEqual({ amount: 5, unit: "points" });
  });
});

describe("words", () => {
  it("leave out the people and tags that are shown beside them", () => {
    expect(taskText(task("Call [[Jo|Jo]] @mara #phone about it"))).toBe("Call Jo about it");
    expect(taskText(task("#phone"))).toBe("#phone");
  });

  it("quote a project in a query", () => {
    expect(ofProject('A "b".md', "is:open OR x")).toBe('project:"A \\"b\\".md" (is:open OR x)');
  });

  it("begin a brief after the title and end it before the next section", () => {
    expect(beginning("---\ntype: project\n---\n# A\n\nWhat it is.\n\n## More\n\nx")).toEqual({
      text: "What it is.",
      whole: false,
    });
    expect(beginning("Only this.")).toEqual({ text: "Only this.", whole: true });
  });
});
