/** The components by keyboard and by what they tell assistive technology. */
import { render, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { Settings } from "lucide-react";
import { useState } from "react";
import { describe, expect, test, vi } from "vitest";

import {
  Button,
  CommandPalette,
  cutByRanges,
  DiffView,
  ErrorState,
  flattenTree,
  hueOf,
  IconButton,
  keyCaps,
  List,
  Progress,
  SearchInput,
  Segmented,
  toast,
  Tree,
  UiProvider,
  type TreeRow,
} from "../src";
import { parentIndex, typeahead } from "../src/components/tree-rows";
import { diffTexts } from "../src/lib/diff";

const ROWS: TreeRow[] = [
  { id: "a", label: "Areas", depth: 0, expanded: true },
  { id: "a/h", label: "Health", depth: 1, expanded: null },
  { id: "a/i", label: "Ideas", depth: 1, expanded: null },
  { id: "p", label: "Projects", depth: 0, expanded: false },
  { id: "r", label: "Readme", depth: 0, expanded: null },
];

function tree(extra: Partial<Parameters<typeof Tree>[0]> = {}) {
  const calls = { onToggle: vi.fn(), onOpen: vi.fn(), onRename: vi.fn() };
  render(<Tree label="Files" rows={ROWS} {...calls} {...extra} />);
  const element = screen.getByRole("tree");
  element.focus();
  return { ...calls, element, user: userEvent.setup() };
}

const active = (element: HTMLElement) =>
  document.getElementById(element.getAttribute("aria-activedescendant") ?? "")?.textContent;

describe("Tree", () => {
  test("arrows move, open and close", async () => {
    const { element, user, onToggle } = tree();
    expect(active(element)).toBe("Areas");
    await user.keyboard("{ArrowDown}{ArrowDown}");
    expect(active(element)).toBe("Ideas");
    await user.keyboard("{ArrowLeft}");
    expect(active(element)).toBe("Areas");
    await user.keyboard("{ArrowLeft}");
    expect(onToggle).toHaveBeenLastCalledWith("a", false);
    await user.keyboard("{End}{ArrowUp}{ArrowRight}");
    expect(onToggle).toHaveBeenLastCalledWith("p", true);
  });

  test("Enter opens a leaf, letters find a row", async () => {
    const { element, user, onOpen } = tree();
    await user.keyboard("rea");
    expect(active(element)).toBe("Readme");
    await user.keyboard("{Enter}");
    expect(onOpen).toHaveBeenCalledWith("r", { aside: false });
  });

  test("F2 renames in place, Escape thinks better of it", async () => {
    const { user, onRename } = tree();
    await user.keyboard("{ArrowDown}{F2}");
    await user.keyboard("Sleep{Enter}");
    expect(onRename).toHaveBeenCalledWith("a/h", "Sleep");
    await user.keyboard("{F2}Nothing{Escape}");
    expect(onRename).toHaveBeenCalledTimes(1);
  });

  test("of a hundred thousand rows only those in sight exist", () => {
    const rows = Array.from({ length: 100_000 }, (_, index): TreeRow => ({
      id: `${index}`,
      label: `Note ${index}`,
      depth: 0,
      expanded: null,
    }));
    render(<Tree label="Many" rows={rows} onToggle={vi.fn()} onOpen={vi.fn()} />);
    expect(screen.getAllByRole("treeitem").length).toBeLessThan(100);
  });

  test("a forest is flattened with its levels and positions", () => {
    const rows = flattenTree(
      [{ n: "a", c: [{ n: "b" }, { n: "c" }] }, { n: "d" }] as { n: string; c?: { n: string }[] }[],
      {
        id: (item) => item.n,
        children: (item) => item.c ?? null,
        isExpanded: () => true,
        row: (item) => ({ label: item.n }),
      },
    );
    expect(rows.map((row) => [row.id, row.depth, row.position, row.siblings])).toEqual([
      ["a", 0, 1, 2],
      ["b", 1, 1, 2],
      ["c", 1, 2, 2],
      ["d", 0, 2, 2],
    ]);
    expect(parentIndex(rows, 2)).toBe(0);
    expect(typeahead(rows, 3, "b")).toBe(1);
  });
});

test("a list moves by arrows, opens by Enter, previews by Space and selects by x", async () => {
  const calls = { onOpen: vi.fn(), onPreview: vi.fn(), onSelectedChange: vi.fn() };
  render(
    <List
      label="Results"
      items={["one", "two", "three"]}
      keyOf={(item) => item}
      renderItem={(item) => item}
      selected={new Set()}
      {...calls}
    />,
  );
  const user = userEvent.setup();
  screen.getByRole("listbox").focus();
  await user.keyboard("{ArrowDown}{Enter} x");
  expect(calls.onOpen).toHaveBeenCalledWith("two", { aside: false });
  expect(calls.onPreview).toHaveBeenCalledWith("two");
  expect(calls.onSelectedChange).toHaveBeenCalledWith(new Set(["two"]));
});

test("the palette finds a command by its words and runs it", async () => {
  const run = vi.fn();
  function Host() {
    const [open, setOpen] = useState(true);
    return (
      <CommandPalette
        open={open}
        onOpenChange={setOpen}
        commands={[
          { id: "g", title: "Open graph", run },
          { id: "s", title: "Settings", run: vi.fn() },
        ]}
      />
    );
  }
  render(<Host />);
  const user = userEvent.setup();
  await user.type(screen.getByRole("combobox"), "graph");
  expect(screen.queryByText("Settings")).toBeNull();
  await user.keyboard("{Enter}");
  expect(run).toHaveBeenCalledOnce();
  await vi.waitFor(() => expect(screen.queryByRole("combobox")).toBeNull());
});

test("Escape empties a search field first", async () => {
  const changed = vi.fn();
  render(<SearchInput label="Search" value="word" onChange={changed} />);
  screen.getByRole("searchbox").focus();
  await userEvent.keyboard("{Escape}");
  expect(changed).toHaveBeenCalledWith("");
});

test("an icon has a name and its keys", () => {
  render(<IconButton icon={Settings} label="Settings" keys="mod+," />);
  expect(screen.getByRole("button", { name: "Settings" }).getAttribute("aria-keyshortcuts")).toBe(
    "Control+,",
  );
  expect(keyCaps("mod+shift+f", true)).toEqual(["⌘", "⇧", "F"]);
  expect(keyCaps("mod+shift+f", false)).toEqual(["Ctrl", "⇧", "F"]);
});

test("choices side by side move by arrows", async () => {
  const changed = vi.fn();
  render(
    <Segmented
      label="Mode"
      value="a"
      onChange={changed}
      options={[
        { value: "a", label: "A" },
        { value: "b", label: "B" },
      ]}
    />,
  );
  screen.getByRole("radio", { name: "A" }).focus();
  await userEvent.keyboard("{ArrowRight}");
  expect(changed).toHaveBeenCalledWith("b");
});

test("a toast can be undone by its button", async () => {
  const undo = vi.fn();
  render(
    <UiProvider>
      <Button>x</Button>
    </UiProvider>,
  );
  toast({ title: "Moved 3 notes", undo });
  await userEvent.click(await screen.findByRole("button", { name: /Undo/ }));
  expect(undo).toHaveBeenCalledOnce();
});

test("progress says how many of how many", async () => {
  const stop = vi.fn();
  render(<Progress label="Indexing" done={4120} total={6289} unit="files" onCancel={stop} />);
  expect(screen.getByRole("progressbar").getAttribute("aria-valuetext")).toBe("4,120 of 6,289 files");
  await userEvent.click(screen.getByRole("button", { name: "Stop: Indexing" }));
  expect(stop).toHaveBeenCalledOnce();
});

test("an error says what happened, what to do, and keeps its details folded", () => {
  render(
    <ErrorState
      problem={{
        title: "Conflict",
        detail: "a.md changed",
        hint: "Compare both.",
        code: "note_conflict",
        path: "a.md",
      }}
    />,
  );
  const alert = screen.getByRole("alert");
  for (const text of ["Conflict", "a.md changed", "Compare both.", "note_conflict"])
    expect(within(alert).getByText(text)).toBeDefined();
  expect(alert.querySelector("details")?.open).toBe(false);
});

describe("differences", () => {
  test("words that differ are marked, the rest of the line is not", () => {
    const [hunk] = diffTexts("The first week\n", "The second week\n").hunks;
    if (hunk?.kind !== "change") throw new Error("no change found");
    expect(hunk.removed[0]?.pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual([
      "first",
    ]);
    expect(hunk.added[0]?.pieces.filter((piece) => piece.marked).map((piece) => piece.text)).toEqual([
      "second",
    ]);
  });

  test("either side can be put together again from what is shown", () => {
    const before = "one\ntwo\n\nthree 日本語\nfour\n";
    const after = "zero\none\ntwo changed\n\nthree 日本\n";
    const { hunks } = diffTexts(before, after);
    const side = (name: "removed" | "added") =>
      hunks.flatMap((hunk) =>
        hunk.kind === "same"
          ? hunk.lines
          : hunk[name].map((line) => line.pieces.map((piece) => piece.text).join("")),
      );
    expect(`${side("removed").join("\n")}\n`).toBe(before);
    expect(`${side("added").join("\n")}\n`).toBe(after);
  });

  test("added and removed are told apart without colour", () => {
    render(
      <DiffView
        before={"a\nsame\n"}
        after={"b\nsame\n"}
        beforeLabel="Disk"
        afterLabel="Yours"
        mode="unified"
      />,
    );
    expect(screen.getByText("removed:")).toBeDefined();
    expect(screen.getByText("added:")).toBeDefined();
  });

  test("two long texts with nothing in common are shown all the same", () => {
    const long = (word: string) =>
      Array.from({ length: 3_000 }, (_, index) => `${word} ${index * 7}`).join("\n");
    expect(diffTexts(long("a"), long("b")).removed).toBe(3_000);
  });
});

test("ranges count code points, so that an emoji moves no mark", () => {
  expect(cutByRanges("🚀 budget", [[2, 8]])).toEqual([
    { text: "🚀 ", marked: false },
    { text: "budget", marked: true },
  ]);
});

test("a nested tag has the hue of its family", () => {
  expect(hueOf("project/aurora")).toBe(hueOf("Project"));
});
