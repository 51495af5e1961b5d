import { beforeEach, describe, expect, it, vi } from "vitest";

import { draftDropped, draftKept, drafts, DRAFTS_KEY, draftsFollowed } from "../src/state/drafts";

const draft = { text: "mine", baseHash: "h1", baseText: "disk", at: 1 };

beforeEach(() => localStorage.clear());

describe("drafts", () => {
  it("are kept by path until they are dropped", () => {
    const kept = drafts.reducer({}, draftKept({ path: "a.md", draft }));
    expect(kept["a.md"]).toEqual(draft);
    expect(drafts.reducer(kept, draftDropped("a.md"))).toEqual({});
  });

  it("go with a renamed folder", () => {
    const state = drafts.reducer({ "Old/a.md": draft, "Older/b.md": draft }, draftsFollowed({ from: "Old", to: "New" }));
    expect(Object.keys(state).sort()).toEqual(["New/a.md", "Older/b.md"]);
  });

  it("come back after a reload", () => {
    localStorage.setItem(DRAFTS_KEY, JSON.stringify({ "a.md": draft }));
    expect(drafts.getInitialState()).toEqual({ "a.md": draft });
  });

  it("start empty when what is stored is of another shape", () => {
    localStorage.setItem(DRAFTS_KEY, '{"a.md":{"text":5}}');
    expect(drafts.getInitialState()).toEqual({});
  });

  it("start empty when the browser denies its storage", () => {
    vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
      throw new DOMException("denied");
    });
    expect(drafts.getInitialState()).toEqual({});
  });
});
