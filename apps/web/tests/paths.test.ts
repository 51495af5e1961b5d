import { describe, expect, it } from "vitest";

import { ancestorsOf, encodePath, nameProblem, noteUrl, pathOfUrl, titleOf } from "../src/lib/paths";

describe("addresses of notes", () => {
  it.each(["Daily/2026-11-22.md", "Suppliers/深圳海潮电子.md", "a#b/100 % sure?.md", "Léa & co.md"])(
    "lead back to the path %s",
    (path) => expect(pathOfUrl(new URL(noteUrl(path), "http://x").pathname)).toBe(path),
  );

  it("count lines from one for people", () => {
    expect(noteUrl("a.md", { line: 0 })).toBe("/note/a.md?line=1");
  });

  it("keep the heading apart from the path", () => {
    expect(noteUrl("a.md", { heading: "Part 2#Sub", edit: true })).toBe("/note/a.md?mode=edit#Part%202%23Sub");
  });

  it("are null on screens that show no note", () => {
    expect(pathOfUrl("/search")).toBeNull();
  });

  it("survive a pathname that is not well encoded", () => {
    expect(pathOfUrl("/note/100%.md")).toBe("100%.md");
  });
});

describe("paths", () => {
  it("name every folder above them, nearest last", () => {
    expect(ancestorsOf("a/b/c.md")).toEqual(["a", "a/b"]);
  });

  it("keep their slashes in an address", () => {
    expect(encodePath("a b/c?.md")).toBe("a%20b/c%3F.md");
  });

  it("lose .md in a title and no other extension", () => {
    expect([titleOf("a/B.MD"), titleOf("a/b.canvas")]).toEqual(["B", "b.canvas"]);
  });
});

describe("names", () => {
  it.each(["", "  ", "a/b", "what?", ".hidden", "ends with a dot."])("refuse %j with a reason", (name) =>
    expect(nameProblem(name)).not.toBeNull(),
  );

  it.each(["Plan", "计划", "v1.2 notes.md"])("take %s", (name) => expect(nameProblem(name)).toBeNull());
});
