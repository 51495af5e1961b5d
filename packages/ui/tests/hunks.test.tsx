/** Hunks of the engine and patches as text, drawn as differences. */
import { render, screen } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { hunkDiff, HunkView, patchDiff, PatchView, type Hunk } from "../src";

const HUNK: Hunk = {
  old_start: 4,
  old: "The launch is in May.\n",
  new_start: 4,
  new: "The launch is in June.\nAll agree.\n",
  words: [
    { op: "equal", text: "The launch is in " },
    { op: "delete", text: "May" },
    { op: "insert", text: "June" },
    { op: "equal", text: ".\n" },
    { op: "insert", text: "All agree.\n" },
  ],
  before: "# Plan\n\n",
  after: "Next.\n",
};

describe("a hunk", () => {
  test("keeps its line numbers and marks the words that differ", () => {
    const diff = hunkDiff(HUNK);
    expect(diff.hunks[0]).toEqual({ kind: "same", before: 2, after: 2, lines: ["# Plan", ""] });
    expect(diff.hunks[1]).toMatchObject({
      removed: [
        { number: 4, pieces: [{ text: "The launch is in " }, { text: "May", marked: true }, { text: "." }] },
      ],
      added: [
        { number: 4, pieces: [{ text: "The launch is in " }, { text: "June", marked: true }, { text: "." }] },
        { number: 5, pieces: [{ text: "All agree.", marked: true }] },
      ],
    });
    expect(diff.hunks[2]).toMatchObject({ kind: "same", before: 5, after: 6 });
  });

  test("is read out with what comes and what goes", () => {
    render(<HunkView label="Plan" hunk={HUNK} />);
    expect(screen.getByRole("table", { name: "Plan" }).textContent).toContain(
      "removed: The launch is in May.",
    );
  });

  test("marks no word of a file that is new", () => {
    const added = {
      ...HUNK,
      old: "",
      before: "",
      after: "",
      words: [{ op: "insert" as const, text: HUNK.new }],
    };
    expect(hunkDiff(added).hunks).toHaveLength(1);
    expect(JSON.stringify(hunkDiff(added))).not.toContain('"marked":true');
  });
});

describe("a patch", () => {
  const PATCH =
    "--- a/Plan.md\n+++ b/Plan.md\n@@ -3,3 +3,2 @@\n same\n-old words here\n-gone\n+new words here\n";

  test("is told from other text", () => {
    expect(patchDiff("ls -la")).toBeNull();
    expect(patchDiff(PATCH)).toMatchObject({ added: 1, removed: 2 });
    expect(patchDiff(PATCH)?.hunks[0]).toEqual({ kind: "same", before: 3, after: 3, lines: ["same"] });
  });

  test("that was cut ends where it was cut", () => {
    expect(patchDiff(`${PATCH}… (12 more characters)\n`)).toMatchObject({ added: 1, removed: 2 });
  });

  test("is shown as written when it is a command", () => {
    render(<PatchView label="The command" text="ls -la" />);
    expect(screen.getByRole("region", { name: "The command" }).textContent).toBe("ls -la");
  });
});
