import { describe, expect, it } from "vitest";

import { problemOf, readProblem, UNREACHABLE } from "../src/api/problem";
import type { OutgoingLink, Status } from "../src/api/types";
import { embeddingWords, indexWords } from "../src/frame/StatusLine";
import { ago, count, dueWords, fileSize, percent, plural } from "../src/lib/format";
import { rangesOf } from "../src/lib/positions";
import { readable } from "../src/lib/readable";
import { distinctTargets } from "../src/note/inspector/Outgoing";
import { placeWords } from "../src/search/Hit";

const status: Status = {
  state: "ready",
  seq: 1,
  files: { total: 6289, indexed: 6280, skipped: 9, pending: 0, by_kind: {}, templates: 0 },
  skipped: [],
  rules: { max_file_mb: 32, pdf: true, problems: [] },
  embeddings: { model: "static", state: "ready", total: 10, done: 10, detail: null },
  progress: null,
  reconciled_at: null,
  problem: null,
};

describe("the status line", () => {
  it("counts what is indexed and what is left out", () => {
    expect(indexWords(status).text).toBe("6,280 indexed, 9 skipped");
  });

  it("says how far the work is", () => {
    const progress = { phase: "indexing", done: 4120, total: 6289, started_at: "2026-01-01T00:00:00Z" };
    expect(indexWords({ ...status, progress }).text).toBe("Indexing 4,120 of 6,289");
  });

  it("never says a hundred percent before everything is done", () => {
    const embeddings = { ...status.embeddings, state: "working" as const, done: 9999, total: 10_000 };
    expect(embeddingWords({ ...status, embeddings })?.text).toBe("Embedding 99 %");
    expect(percent(10_000, 10_000)).toBe(100);
  });
});

describe("words", () => {
  it("for numbers", () => {
    expect([count(4120), plural(1, "link"), plural(2, "entry", "entries"), fileSize(1536), fileSize(200)]).toEqual([
      "4,120",
      "1 link",
      "2 entries",
      "1.5 KB",
      "200 B",
    ]);
  });

  it("for times", () => {
    const now = Date.parse("2026-11-22T12:00:00Z");
    expect(ago("2026-11-22T11:57:00Z", now)).toBe("3 minutes ago");
    expect(ago("2026-11-21T12:00:00Z", now)).toBe("yesterday");
    expect(ago("nonsense", now)).toBe("");
  });

  it("for the day a task is due", () => {
    const due = (day: string) => dueWords(day, "2026-11-22").text;
    expect(["2024-01-01", "2026-11-10", "2026-11-21", "2026-11-22"].map(due)).toEqual([
      "Jan 1, 2024",
      "12 days late",
      "1 day late",
      "today",
    ]);
    expect(["2026-11-23", "2026-11-25", "2026-12-20", "2027-02-01"].map(due)).toEqual([
      "tomorrow",
      "in 3 days",
      "Dec 20",
      "Feb 1, 2027",
    ]);
    expect([dueWords("2026-11-21", "2026-11-22").when, due("soon")]).toEqual(["late", "soon"]);
  });

  it("for the place of a hit", () => {
    expect(placeWords({ heading_path: ["A", "B"], line: 4, page: null })).toBe("A › B · line 5");
    expect(placeWords({ heading_path: [], line: 4, page: 3 })).toBe("page 3");
  });
});

describe("problems", () => {
  it("are read from a problem document with their own fields", () => {
    const problem = readProblem(409, { code: "note_conflict", detail: "d", hint: "h", mine: "m", theirs: "t" });
    expect(problem).toMatchObject({ status: 409, title: "The file changed meanwhile", mine: "m", theirs: "t" });
  });

  it("are made of anything else", () => {
    expect(readProblem(502, "<html>").code).toBe("http_error");
    expect(problemOf(new Error("boom")).detail).toBe("boom");
    expect(problemOf(UNREACHABLE)).toBe(UNREACHABLE);
  });
});

describe("lists", () => {
  it("put broken links first and each target once", () => {
    const link = (target: string, path: string | null) => ({ target, path }) as OutgoingLink;
    const links = [link("a", "a.md"), link("x", null), link("A", "a.md"), link("b", "b.md")];
    expect(distinctTargets(links).map((one) => one.target)).toEqual(["x", "a", "b"]);
  });


  it("join matching characters into ranges", () => {
    expect(rangesOf([4, 0, 1, 9])).toEqual([
      [0, 2],
      [4, 5],
      [9, 10],
    ]);
  });
});

describe("a passage of a note", () => {
  const marked = (text: string, word: string) => {
    const start = Array.from(text.slice(0, text.indexOf(word))).length;
    const passage = readable(text, [[start, start + Array.from(word).length]]);
    const [range] = passage.ranges;
    return [passage.text, Array.from(passage.text).slice(range?.[0], range?.[1]).join("")];
  };

  it("reads without the marks of Markdown, its highlights in place", () => {
    expect(marked("--- # Tides 🌊 A **wall** clock, see [[Tide Clock]]", "Tide Clock")).toEqual([
      "Tides 🌊 A wall clock, see Tide Clock",
      "Tide Clock",
    ]);
    expect(marked("| Part | Price | | :--- | ---: | | `Teak` | 3 |", "Teak")).toEqual(["Part Price Teak 3 ", "Teak"]);
    expect(marked("...| [[Ada]] |", "Ada")).toEqual(["...Ada ", "Ada"]);
    expect(marked("- [ ] call > [!tip] Ada", "Ada")).toEqual(["call Ada", "Ada"]);
  });

  it("keeps the dashes, stars and comparisons of prose", () => {
    const prose = "tea - coffee, a * b, c > d, x == y";
    expect(readable(prose, []).text).toBe(prose);
  });
});
