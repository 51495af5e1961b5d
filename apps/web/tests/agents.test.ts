/** Agents: what events make old, how amounts, hunks of steps and links of models are read. */
import { describe, expect, it } from "vitest";

import type { Run, Step } from "../src/api/agentTypes";
import { readEvent, staleTags } from "../src/api/live";
import { dollars, duration, tokens } from "../src/lib/amounts";
import { agentName } from "../src/agents/CreateAgent";
import { limitOf, limitWords, wishOf } from "../src/runs/limits";
import { changesOf, waitingWords } from "../src/runs/reviews";
import { pathNamed } from "../src/runs/AgentText";
import { childOf, notesRead, planOf, withoutLabel } from "../src/runs/steps";
import { grouped } from "../src/runs/Timeline";
import { aboutCall, toolWords } from "../src/runs/words";
import { wordsOf } from "../src/servers/AddServer";
import { runs, wordsHeard } from "../src/state/runs";

const step = (number: number, kind: Step["kind"], more: Partial<Step> = {}): Step => ({
  number,
  kind,
  name: kind,
  request: {},
  reply: null,
  model: "",
  rule: "",
  usage: { input_tokens: 0, output_tokens: 0, dollars: 0, seconds: 0 },
  privacy: "open",
  started_at: "2026-01-01T00:00:00Z",
  ended_at: "2026-01-01T00:00:01Z",
  error: null,
  ...more,
});

describe("an event of a run", () => {
  const event = (kind: string) => ({ type: "run" as const, run_id: "child", root_id: "root", kind });

  it("makes its run and the root of its tree old, and the lists when its state changes", () => {
    expect(staleTags(event("step"))).toEqual([
      { type: "Run", id: "child" },
      { type: "Run", id: "root" },
    ]);
    expect(staleTags(event("state"))).toContain("Runs");
    expect(staleTags(event("approval"))).toContain("Approvals");
    expect(staleTags(event("changes"))).toContainEqual({ type: "Changes", id: "root" });
  });

  it("of words makes nothing old; they are gathered by step", () => {
    expect(staleTags(event("token"))).toEqual([]);
    const said = ["The ", "sea"].reduce(
      (state, text) => runs.reducer(state, wordsHeard({ run: "r", step: 3, text })),
      runs.reducer(undefined, wordsHeard({ run: "r", step: 1, text: "old" })),
    );
    expect(said.words.r).toEqual({ step: 3, text: "The sea" });
  });

  it("is read from the socket", () => {
    expect(readEvent('{"type":"run","run_id":"a","root_id":"a","kind":"done"}')).not.toBeNull();
  });
});

describe("amounts", () => {
  it("are short and never say more than is known", () => {
    expect([tokens(1), tokens(812), tokens(12_400), tokens(1_200_000)]).toEqual([
      "1 token",
      "812 tokens",
      "12.4k tokens",
      "1.2M tokens",
    ]);
    expect([dollars(null), dollars(0), dollars(0.0004), dollars(0.0123), dollars(1.5)]).toEqual([
      "price not known",
      "free",
      "under $0.001",
      "$0.012",
      "$1.50",
    ]);
    expect([duration(0.42), duration(12), duration(185), duration(7800)]).toEqual([
      "0.4 s",
      "12 s",
      "3 min 5 s",
      "2 h 10 min",
    ]);
  });
});

describe("steps", () => {
  it("of tools between two of a model stand together; a model that still speaks is left out", () => {
    const steps = [step(1, "model"), step(2, "tool"), step(3, "agent"), step(4, "model", { ended_at: null })];
    expect(grouped(steps).map((group) => group.map(({ number }) => number))).toEqual([[1], [2, 3]]);
  });

  it("name the notes they read once, and no pages", () => {
    const sources = [{ path: "A.md" }, { path: "https://example.org" }, { path: "mcp:x/y" }, { path: "A.md" }];
    const read = notesRead({ paths: ["B.md"], steps: [step(1, "tool", { reply: { sources } })] });
    expect(read).toEqual(["B.md", "A.md"]);
  });

  it("hold the plan as it was written last", () => {
    const plan = (content: string) => ({ reply: { data: { plan: [{ content, status: "pending" }] } } });
    expect(planOf([step(1, "tool", plan("first")), step(2, "tool", plan("second"))])).toEqual([
      { content: "second", status: "pending" },
    ]);
  });

  it("of agents lead to the run they asked for", () => {
    const child = { id: "c", prompt: "Count." } as Run;
    expect(childOf(step(1, "agent", { request: { arguments: { prompt: "Count." } } }), [child])).toBe(child);
    expect(childOf(step(1, "agent"), [child])).toBeNull();
  });

  it("are shown without the label that is meant for models", () => {
    expect(withoutLabel('<tool_result tool="read" source="A.md">\nText\n</tool_result>')).toBe("Text");
    expect(withoutLabel("Refused.")).toBe("Refused.");
  });
});

describe("limits of a run", () => {
  it("are asked for where they were typed over; an empty field sets none", () => {
    expect(wishOf({ dollars: "0.5", tokens: "", minutes: "10" })).toEqual({
      dollars: 0.5,
      tokens: null,
      seconds: 600,
    });
    expect([wishOf({ tokens: "many" }), wishOf({ dollars: "-1" }), limitOf("400,000")]).toEqual([null, null, 400_000]);
    const usual = { tokens: 400_000, dollars: 2, seconds: 3600, tool_calls: 300, depth: 3 };
    expect(limitWords(usual)).toBe("At most $2.00, 400k tokens, 60 min");
  });
});

describe("what waits", () => {
  it("is told in numbers, and what is none is not told", () => {
    const changes: Record<string, number>[] = [{ proposed: 2, conflict: 1, accepted: 4 }, {}];
    const runs = changes.map((of) => ({ changes: of }));
    expect(waitingWords(2, changesOf(runs))).toEqual(["2 approvals wait", "3 changes to review"]);
    expect(waitingWords(0, 0)).toEqual([]);
  });
});

describe("names", () => {
  it("of new agents are lowercase words joined by hyphens, whatever was typed", () => {
    expect(["Minutes keeper", " Über-Müller! ", "日本"].map(agentName)).toEqual(["minutes-keeper", "uber-muller", ""]);
  });

  it("of tools are known in Claude Code's words too", () => {
    expect(toolWords("Bash").verb).toBe(toolWords("shell").verb);
    expect(toolWords("mcp__github__get_issue").verb).toBe("github · get_issue");
    expect(aboutCall({ limit: 3, path: "A.md" })).toBe("A.md");
  });

  it("in links are found among the notes that were read", () => {
    const paths = ["Projects/Plan.md", "Start here.md"];
    expect([pathNamed("plan", paths), pathNamed("Projects/Plan", paths), pathNamed("Other", paths)]).toEqual([
      "Projects/Plan.md",
      "Projects/Plan.md",
      null,
    ]);
  });

  it("of commands may hold blanks in quotes", () => {
    expect(wordsOf(`/bin/server --root "my notes" 'a b' c`)).toEqual(["/bin/server", "--root", "my notes", "a b", "c"]);
  });
});
