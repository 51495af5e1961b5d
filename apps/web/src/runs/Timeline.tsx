/** A run as it went: the task, what models said, what tools did, and what is being said right now. */
import { Icon } from "@claudeprojects/ui";
import { Info, Lock } from "lucide-react";

import type { RunDetail, Step } from "../api/agentTypes";
import { useGetApprovalsQuery } from "../api/approvals";
import { useAppSelector } from "../app/hooks";
import { ApprovalCard } from "../approvals/ApprovalCard";
import { duration, modelName, secondsBetween } from "../lib/amounts";
import { AgentText } from "./AgentText";
import { ModelStep } from "./ModelStep";
import { notesRead } from "./steps";
import { ToolStep } from "./ToolStep";
import { useNow } from "./useNow";
import { isPhase } from "./words";

export interface TimelineProps {
  run: RunDetail;
  onInspect: (number: number) => void;
  onFork: (number: number) => void;
}

/** What the model says while it says it; before the first word, how long it has been thinking. */
function Speaking({ run, step }: { run: RunDetail; step: Step | undefined }) {
  const words = useAppSelector((state) => state.runs.words[run.id]);
  const now = useNow(run.state === "running");
  const ended = run.steps.some((other) => other.number === words?.step && other.ended_at !== null);
  if (words && !ended) {
    return (
      <div aria-busy>
        <AgentText text={words.text} />
        <span
          aria-hidden
          className="inline-block h-4 w-1.5 rounded-[1px] bg-accent align-text-bottom motion-safe:animate-pulse"
        />
      </div>
    );
  }
  const since = step?.started_at ?? run.started_at ?? run.created_at;
  return (
    <p data-numeric className="flex items-center gap-2 text-3 text-muted">
      <span aria-hidden className="size-1.5 rounded-full bg-accent motion-safe:animate-pulse" />
      {run.state === "queued"
        ? "It waits for its turn"
        : step && step.kind !== "model"
          ? "At work"
          : `${run.model === "" ? "The model" : modelName(run.model)} is thinking`}
      {run.state === "running" && ` · ${duration(secondsBetween(since, null, now)).replace(/\.\d/, "")}`}
    </p>
  );
}

function NoteStep({ step }: { step: Step }) {
  const text = typeof step.request.text === "string" ? step.request.text : step.name;
  // What was private and did not go along to a remote model.
  const kept = step.name === "left out";
  return (
    <p className="flex gap-2 py-1 text-2 text-muted">
      <Icon of={kept ? Lock : Info} size={14} className={`mt-0.5 ${kept ? "text-warning-text" : ""}`} />
      <span className="min-w-0 break-words">{text}</span>
    </p>
  );
}

export function Timeline({ run, onInspect, onFork }: TimelineProps) {
  const { data: approvals = [] } = useGetApprovalsQuery("waiting", {
    skip: run.state !== "waiting" && run.state !== "running",
  });
  const tree = new Set([run.id, ...run.children.map((child) => child.id)]);
  const waiting = approvals.filter((approval) => tree.has(approval.run_id));
  const paths = notesRead(run);
  const open = run.steps.find((step) => step.ended_at === null);
  return (
    <ol aria-label="What the run did" className="space-y-4">
      {!isPhase(run) && (
        <li className="rounded-card bg-fill px-4 py-3">
          <p className="mb-0.5 text-1 font-medium text-muted">You</p>
          <p dir="auto" className="text-3 break-words whitespace-pre-wrap">
            {run.prompt}
          </p>
        </li>
      )}
      {grouped(run.steps).map((group) => {
        const [first] = group;
        if (!first) return null;
        return (
          <li key={first.number}>
            {first.kind === "model" ? (
              <ModelStep step={first} paths={paths} onInspect={onInspect} onFork={onFork} />
            ) : (
              <div className="rounded-card border border-hairline px-1.5 py-1">
                {group.map((step) =>
                  step.kind === "note" ? (
                    <NoteStep key={step.number} step={step} />
                  ) : (
                    <ToolStep key={step.number} step={step} runs={run.children} />
                  ),
                )}
              </div>
            )}
          </li>
        );
      })}
      {waiting.map((approval) => (
        <li key={approval.id}>
          <ApprovalCard approval={approval} here />
        </li>
      ))}
      {(run.state === "running" || run.state === "queued") && waiting.length === 0 && (
        <li>
          <Speaking run={run} step={open} />
        </li>
      )}
    </ol>
  );
}

/** Model steps stand alone; what stands between them is one group. A model step under way is shown as it speaks. */
export function grouped(steps: readonly Step[]): Step[][] {
  const groups: Step[][] = [];
  for (const step of steps) {
    if (step.kind === "model" && step.ended_at === null) continue;
    const last = groups.at(-1);
    if (step.kind !== "model" && last && last[0]?.kind !== "model") last.push(step);
    else groups.push([step]);
  }
  return groups;
}
