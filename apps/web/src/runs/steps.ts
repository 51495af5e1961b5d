/** Reading the JSON of steps: what a model said and wanted, what a tool was asked and gave back. */
import type { Run, RunDetail, Source, Step } from "../api/agentTypes";
import { secondsBetween } from "../lib/amounts";
import { isRecord } from "../lib/storage";

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** What a model step said. */
export function saidIn(step: Step): string {
  return text(step.reply?.text);
}

/** Why this model served, in a sentence; `degraded` when it is less than was asked for. */
export function choiceOf(step: Step): { why: string; degraded: boolean; attempts: number } {
  const reply = step.reply ?? {};
  return {
    why: text(reply.why),
    degraded: reply.degraded === true,
    attempts: typeof reply.attempts === "number" ? reply.attempts : 1,
  };
}

/** When and where a reply that was kept had been given first; `null` when the model was asked anew. */
export function keptFrom(step: Step): { at: string | null; runId: string | null } | null {
  const cached = step.reply?.cached;
  if (!isRecord(cached)) return null;
  const { at, run_id: runId } = cached;
  return {
    at: typeof at === "number" ? new Date(at * 1000).toISOString() : typeof at === "string" ? at : null,
    runId: typeof runId === "string" && runId !== "" ? runId : null,
  };
}

/** The arguments of a tool step's call. */
export function argumentsOf(step: Step): Record<string, unknown> {
  return isRecord(step.request.arguments) ? step.request.arguments : {};
}

/** The result of a tool without the label that tells models where it comes from; people are told beside it. */
export function withoutLabel(result: string): string {
  return /^<tool_result\b[^>]*>\n([\s\S]*?)\n?<\/tool_result>\s*$/.exec(result)?.[1] ?? result;
}

/** What a tool step gave back. */
export function resultOf(step: Step): { text: string; isError: boolean } | null {
  if (step.reply === null) return null;
  return { text: withoutLabel(text(step.reply.text)), isError: step.reply.is_error === true };
}

/** Where the result of a tool comes from. */
export function sourcesOf(step: Step): Source[] {
  const sources = step.reply?.sources;
  if (!Array.isArray(sources)) return [];
  return sources.filter(isRecord).map((source) => ({
    path: text(source.path),
    heading: typeof source.heading === "string" ? source.heading : null,
    line: typeof source.line === "number" ? source.line : 0,
  }));
}

/** The notes a run has read, each once, in the order it met them. Pages and servers are no notes. */
export function notesRead(run: Pick<RunDetail, "paths" | "steps">): string[] {
  const found = run.steps.flatMap(sourcesOf).map((source) => source.path);
  return [...new Set([...run.paths, ...found])].filter(
    (path) => path !== "" && !/^(mcp|tool|https?):/.test(path),
  );
}

export interface PlanItem {
  content: string;
  status: string;
}

/** The plan as the run wrote it down last. */
export function planOf(steps: readonly Step[]): PlanItem[] {
  for (const step of [...steps].reverse()) {
    const data = step.reply?.data;
    const plan = isRecord(data) ? data.plan : undefined;
    if (!Array.isArray(plan)) continue;
    return plan.filter(isRecord).map((item) => ({ content: text(item.content), status: text(item.status) }));
  }
  return [];
}

/** Seconds a run and its helpers were at work, up to now: waiting for a person does not count. */
export function workedFor({ state, tree_usage, steps }: RunDetail, now: number): number {
  const open = steps.find((step) => step.ended_at === null);
  const since = state === "running" && open ? secondsBetween(open.started_at, null, now) : 0;
  return tree_usage.seconds + since;
}

/** The run a step asked for. */
export function childOf(step: Step, children: readonly Run[]): Run | null {
  const data = step.reply?.data;
  const id = isRecord(data) ? data.run_id : undefined;
  const prompt = text(argumentsOf(step).prompt);
  return (
    children.find((child) => child.id === id) ?? children.find((child) => child.prompt === prompt) ?? null
  );
}
