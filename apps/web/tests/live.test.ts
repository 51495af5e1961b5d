import { describe, expect, it } from "vitest";

import { backoff, readEvent, staleTags } from "../src/api/live";

const changed = (paths: string[]) => ({
  type: "files_changed" as const,
  seq: 1,
  changed: paths,
  removed: [],
  renamed: [] as [string, string][],
});

describe("a change of files", () => {
  it("makes the notes and their folders old, and the folder above one that may be new", () => {
    const tags = staleTags(changed(["Projects/Plan.md"]));
    expect(tags).toContainEqual({ type: "Note", id: "Projects/Plan.md" });
    expect(tags).toContainEqual({ type: "Folder", id: "Projects" });
    expect(tags).toContainEqual({ type: "Folder", id: "" });
  });

  it("reaches both ends of a rename", () => {
    const tags = staleTags({ ...changed([]), renamed: [["a/old.md", "b/new.md"]] });
    expect(tags).toContainEqual({ type: "Note", id: "b/new.md" });
    expect(tags).toContainEqual({ type: "Folder", id: "a" });
    expect(tags).not.toContainEqual({ type: "Note", id: "a/old.md" });
    expect(tags).toContainEqual({ type: "Folder", id: "b" });
  });

  it("refreshes whole lists when thousands change at once", () => {
    const tags = staleTags(changed(Array.from({ length: 5000 }, (_, index) => `n/${index}.md`)));
    expect(tags).toContain("Note");
    expect(tags.length).toBeLessThan(20);
  });
});

describe("messages of the socket", () => {
  it("are passed over when they are not events", () => {
    expect([readEvent("{"), readEvent("1"), readEvent('{"type":"later"}'), readEvent(new ArrayBuffer(1))]).toEqual(
      [null, null, null, null],
    );
  });

  it("are read when they are", () => {
    expect(readEvent('{"type":"offline"}')).toEqual({ type: "offline" });
  });
});

describe("reconnection", () => {
  it("waits longer each time, up to ten seconds", () => {
    const waits = [0, 1, 2, 3, 10].map((attempt) => backoff(attempt, 0.5));
    expect(waits).toEqual([400, 800, 1600, 3200, 10_000]);
  });
});
