import { describe, expect, it } from "vitest";

import type { FileEntry } from "../src/api/types";
import { treeRows } from "../src/files/treeRows";
import { dropTarget } from "../src/files/TreeDragArea";
import { reachable } from "../src/files/useFolders";

const entry = (path: string, type: "folder" | "file", more: Partial<FileEntry> = {}): FileEntry => ({
  path,
  type,
  name: path.split("/").at(-1) ?? path,
  kind: type === "file" ? "note" : null,
  size: null,
  mtime: null,
  state: type === "file" ? "indexed" : null,
  reason: null,
  children: type === "folder" ? 1 : null,
  ...more,
});

const folders: Record<string, FileEntry[]> = {
  "": [entry("Work", "folder"), entry("Start.md", "file")],
  Work: [entry("Work/Deep", "folder"), entry("Work/pic.png", "file", { kind: "image", state: "skipped" })],
};
const entriesOf = (folder: string) => folders[folder];

describe("the folders that are asked for", () => {
  it("are those whose parents are open and list them", () => {
    expect(reachable(["Work/Deep", "Work"], entriesOf)).toEqual(["", "Work", "Work/Deep"]);
    expect(reachable(["Work/Deep"], entriesOf)).toEqual([""]);
  });

  it("are never those that are gone", () => {
    expect(reachable(["Nowhere", "Work"], entriesOf)).toEqual(["", "Work"]);
  });
});

describe("rows of the tree", () => {
  const rows = treeRows(folders, ["Work", "Work/Deep"]);

  it("lie flat in order, an open folder before what is in it", () => {
    expect(rows.map((row) => row.id)).toEqual(["Work", "Work/Deep", "Work/pic.png", "Start.md"]);
  });

  it("name notes without .md and other files in full, and dim what is not indexed", () => {
    expect(rows.map((row) => row.label)).toEqual(["Work", "Deep", "pic.png", "Start"]);
    expect(rows.map((row) => row.muted ?? false)).toEqual([false, false, true, false]);
  });

  it("say which folder is still being read", () => {
    expect(rows.map((row) => row.loading ?? false)).toEqual([false, true, false, false]);
  });
});

describe("dropping", () => {
  it("puts a file into the folder under its own name", () => {
    expect(dropTarget("a/n.md", "b/c")).toBe("b/c/n.md");
    expect(dropTarget("a/n.md", "")).toBe("n.md");
  });

  it("does nothing where the file lies already, and never puts a folder into itself", () => {
    expect([dropTarget("a/n.md", "a"), dropTarget("a", "a"), dropTarget("a", "a/b")]).toEqual([null, null, null]);
  });
});
