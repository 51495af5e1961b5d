import { describe, expect, it } from "vitest";

import { afterClosing, locationShown, tabClosed, tabOpened, tabs, tabsFollowed, type TabsState } from "../src/state/tabs";

const none: TabsState = { tabs: [], active: null };

function after(state: TabsState, ...actions: Parameters<typeof tabs.reducer>[1][]): TabsState {
  return actions.reduce<TabsState>((now, action) => tabs.reducer(now, action), state);
}

const hrefs = (state: TabsState) => state.tabs.map((tab) => tab.href);
const activeHref = (state: TabsState) => state.tabs.find((tab) => tab.id === state.active)?.href;

describe("going somewhere", () => {
  it("moves the active tab there", () => {
    expect(hrefs(after(none, locationShown("/note/a.md"), locationShown("/note/b.md")))).toEqual(["/note/b.md"]);
  });

  it("brings the tab to the front that shows it already", () => {
    const state = after(none, locationShown("/note/a.md"), tabOpened("/note/b.md"), locationShown("/note/b.md"), locationShown("/note/a.md"));
    expect(hrefs(state)).toEqual(["/note/a.md", "/note/b.md"]);
    expect(activeHref(state)).toBe("/note/a.md");
  });

  it("remembers the query within one screen", () => {
    expect(hrefs(after(none, locationShown("/search"), locationShown("/search?q=x")))).toEqual(["/search?q=x"]);
  });
});

describe("closing the active tab", () => {
  const three = after(none, locationShown("/note/a.md"), tabOpened("/note/b.md"), tabOpened("/note/c.md"));

  it("leads to its neighbour", () => {
    const middle = { ...three, active: three.tabs[1]?.id ?? null };
    expect(afterClosing(middle, middle.active ?? "")).toBe("/note/c.md");
    expect(activeHref(after(middle, tabClosed(middle.active ?? "")))).toBe("/note/c.md");
  });

  it("leads home from the last one", () => {
    const one = after(none, locationShown("/note/a.md"));
    expect(afterClosing(one, one.active ?? "")).toBe("/");
  });
});

it("tabs follow a folder that is renamed", () => {
  const state = after(none, locationShown("/note/Old/a.md?mode=edit"), tabsFollowed({ from: "/note/Old", to: "/note/New" }));
  expect(hrefs(state)).toEqual(["/note/New/a.md?mode=edit"]);
});
