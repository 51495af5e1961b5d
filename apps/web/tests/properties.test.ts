import { describe, expect, it } from "vitest";

import type { Note } from "../src/api/types";
import { asText, convert, emptyOf, entriesOf, kindOf, nameProblem, read, same } from "../src/note/properties/kinds";
import { hasLink, isLink } from "../src/note/properties/LinkedText";
import { lockOf } from "../src/note/properties/locked";
import { nameSuggestions } from "../src/note/properties/useSuggestions";

describe("the kind of a property", () => {
  it("is what its value shows", () => {
    const kinds = ["open", "", 3.5, true, "2026-01-31", "2026-01-31T09:30:00", "2026-01-31 09:30", ["a"], { a: 1 }, [[1]]];
    expect(kinds.map((value) => kindOf("x", value, undefined))).toEqual([
      "text", "text", "number", "checkbox", "date", "datetime", "datetime", "list", "nested", "nested",
    ]);
  });

  it("is what the vault says, where that can hold the value", () => {
    expect(kindOf("due", null, "date")).toBe("date");
    expect(kindOf("due", "soon", "date")).toBe("text");
    expect(kindOf("due", "2026-01-31", "text")).toBe("text");
    expect(kindOf("people", "Wei", "list")).toBe("list");
    expect(kindOf("count", 3, "text")).toBe("text");
    expect(kindOf("done", true, "text")).toBe("checkbox");
  });

  it("is fixed for tags and for other names of the note", () => {
    expect(kindOf("Tags", "a", "text")).toBe("tags");
    expect(kindOf("aliases", null, "text")).toBe("list");
  });
});

describe("what is typed", () => {
  it.each([
    ["number", " -3.50 ", -3.5],
    ["number", "1e3", 1000],
    ["number", "", null],
    ["date", "2026-01-31", "2026-01-31"],
    ["datetime", "2026-01-31T09:30", "2026-01-31T09:30:00"],
    ["datetime", "2026-01-31T09:30:15", "2026-01-31T09:30:15"],
    ["text", " as typed ", " as typed "],
    ["tags", "#area/home", "area/home"],
  ] as const)("as %s, %j becomes %j", (kind, typed, value) => {
    expect(read(kind, typed)).toEqual({ value });
  });

  it.each([
    ["number", "abc"],
    ["number", "0x10"],
    ["number", "99999999999999999999"],
    ["date", "tomorrow"],
    ["datetime", "2026-01-31"],
    ["tags", "two words"],
    ["tags", "2026"],
  ] as const)("as %s, %j is refused in words that name it", (kind, typed) => {
    const reading = read(kind, typed);
    expect("error" in reading && reading.error).toBeTruthy();
  });
});

describe("another kind", () => {
  it.each([
    ["Wei", "text", "list", ["Wei"]],
    [["a", "b"], "list", "text", "a, b"],
    [["5"], "list", "number", 5],
    ["yes", "text", "checkbox", true],
    [null, "text", "checkbox", false],
    ["2026-01-31", "date", "datetime", "2026-01-31T00:00:00"],
    ["2026-01-31T09:30:00", "datetime", "date", "2026-01-31"],
    [98.5, "number", "text", "98.5"],
  ] as const)("%j from %s to %s is %j", (value, from, to, expected) => {
    expect(convert(value, from, to)).toEqual({ value: expected });
  });

  it("is refused where something would be lost", () => {
    expect(convert(["a", "b"], "list", "number")).toHaveProperty("error");
    expect(convert("perhaps", "text", "checkbox")).toHaveProperty("error");
    expect(convert("soon", "text", "date")).toHaveProperty("error");
  });
});

describe("lists", () => {
  it("read a plain text as one entry, and tags by their words", () => {
    expect(entriesOf("Wei, Mara", "list")).toEqual(["Wei, Mara"]);
    expect(entriesOf("#a, b", "tags")).toEqual(["a", "b"]);
    expect(entriesOf(null, "list")).toEqual([]);
  });

  it("begin empty, as other kinds do", () => {
    expect([emptyOf("list"), emptyOf("tags"), emptyOf("checkbox"), emptyOf("date")]).toEqual([[], [], false, null]);
  });
});

describe("names", () => {
  it("are refused when they are empty or taken in any case", () => {
    expect(nameProblem("", [])).toMatch(/needs a name/);
    expect(nameProblem("STATUS", ["status"])).toMatch(/“status” already/);
    expect(nameProblem("a\nb", [])).toMatch(/one line/);
    expect(nameProblem("état: d’esprit", ["status"])).toBeNull();
  });

  it("are completed from those of the vault that the note lacks, beginnings first", () => {
    const known = (name: string, notes: number) => ({ name, kind: "text" as const, declared: false, notes });
    const all = [known("status", 9), known("substance", 7), known("start", 3), known("star", 4)];
    expect(nameSuggestions(all, "sta", ["Status"]).map(({ value }) => value)).toEqual(["star", "start", "substance"]);
  });
});

describe("values in words", () => {
  it("and when two are the same", () => {
    expect([asText(null), asText("x"), asText(true), asText(1.5)]).toEqual(["", "x", "true", "1.5"]);
    expect(same(undefined, null)).toBe(true);
    expect(same(["a"], ["a"])).toBe(true);
    expect(same("1", 1)).toBe(false);
  });

  it("know the links in them", () => {
    expect([hasLink("see [[Home]]"), hasLink("https://example.org"), hasLink("plain")]).toEqual([true, true, false]);
    expect([isLink("[[Home]]"), isLink("see [[Home]]"), isLink("")]).toEqual([true, false, false]);
  });
});

describe("properties that are not edited", () => {
  const note = {
    editable: true, reason: null, properties: {}, properties_error: null, properties_notation: "yaml",
  } as unknown as Note;

  it("say why, and whether the text mends it", () => {
    expect(lockOf(note, false)).toBeNull();
    expect(lockOf(note, true)?.why).toMatch(/unsaved/);
    expect(lockOf({ ...note, properties_error: "Oops (line 2)." }, false)).toEqual({
      why: expect.stringContaining("Oops (line 2).") as string,
      inText: true,
    });
    expect(lockOf({ ...note, properties_notation: "json" }, false)?.inText).toBe(true);
    expect(lockOf({ ...note, editable: false, reason: "it is marked read-only" }, false)).toEqual({
      why: "The properties cannot be edited: it is marked read-only.",
      inText: false,
    });
  });
});
