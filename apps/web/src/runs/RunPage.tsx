/** One run: watched while it works, looked into afterwards, its changes reviewed. The URL says which side is shown. */
import { announce, ErrorState, Skeleton } from "@claudeprojects/ui";
import { useEffect, useState } from "react";
import { useParams, useSearchParams } from "react-router";

import type { RunDetail } from "../api/agentTypes";
import { useGetChangesQuery } from "../api/changes";
import { problemOf } from "../api/problem";
import { useGetRunQuery } from "../api/runs";
import { Page } from "../lib/Page";
import { ChangesReview } from "../changes/ChangesReview";
import { PhaseWork } from "../methodologies/gate/PhaseWork";
import { ForkDialog } from "./ForkDialog";
import { Reply } from "./Reply";
import { ReviewCall } from "./ReviewCall";
import { RunFacts } from "./RunFacts";
import { RunHeader } from "./RunHeader";
import { StepInspector } from "./StepInspector";
import { Timeline } from "./Timeline";
import { ViewTabs } from "./ViewTabs";
import { isActive, isPhase, STATES } from "./words";

function useStep(name: string): [number | null, (step: number | null) => void] {
  const [parameters, setParameters] = useSearchParams();
  const value = Number(parameters.get(name));
  const set = (step: number | null) =>
    setParameters((now) => {
      const next = new URLSearchParams(now);
      if (step === null) next.delete(name);
      else next.set(name, String(step));
      return next;
    });
  return [Number.isInteger(value) && value > 0 ? value : null, set];
}

function Loaded({ run }: { run: RunDetail }) {
  const [parameters] = useSearchParams();
  const [inspected, inspect] = useStep("step");
  const [forked, fork] = useState<number | null>(null);
  const { data: changes } = useGetChangesQuery(run.root_id);
  const view = parameters.get("view") === "changes" ? "changes" : "work";
  const lastModel = run.steps.filter((step) => step.kind === "model").at(-1)?.number ?? 1;

  useEffect(() => {
    document.title = `${run.title} · ClaudeProjects`;
  }, [run.title]);
  useEffect(() => announce(`Run ${STATES[run.state].word.toLowerCase()}`), [run.state]);

  return (
    <section
      aria-label={run.title}
      tabIndex={0}
      className="@container h-full overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="mx-auto w-full max-w-270 px-5 pt-5 pb-16 narrow:px-8">
        <RunHeader run={run} onFork={() => fork(lastModel)} />
        <ViewTabs view={view} changes={changes} />
        {view === "changes" ? (
          <ChangesReview run={run} changes={changes} />
        ) : (
          <div className="mt-5 grid grid-cols-[minmax(0,1fr)] gap-x-10 gap-y-8 @min-[56rem]:grid-cols-[minmax(0,1fr)_17rem]">
            <div className="min-w-0">
              {isPhase(run) && <PhaseWork run={run} />}
              <Timeline run={run} onInspect={inspect} onFork={fork} />
              {!isPhase(run) && <ReviewCall run={run} />}
              {run.parent_id === null && <Reply id={run.id} active={isActive(run)} />}
            </div>
            <RunFacts run={run} />
          </div>
        )}
      </div>
      {inspected !== null && <StepInspector id={run.id} number={inspected} onClose={() => inspect(null)} />}
      {forked !== null && <ForkDialog id={run.id} step={forked} onClose={() => fork(null)} />}
    </section>
  );
}

export function RunPage() {
  const { id = "" } = useParams();
  const { currentData: run, error, refetch } = useGetRunQuery(id);
  if (error && !run) {
    return (
      <Page title="Run">
        <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />
      </Page>
    );
  }
  if (!run) {
    return (
      <div className="mx-auto max-w-220 px-8 py-10">
        <Skeleton lines={8} label="Reading the run" />
      </div>
    );
  }
  return <Loaded key={run.id} run={run} />;
}
