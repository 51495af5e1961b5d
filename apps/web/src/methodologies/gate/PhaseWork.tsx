/** A run that carries out a phase: what it says at the gate, and how far each activity is. */
import { Button, ErrorState, Skeleton } from "@claudeprojects/ui";
import { ArrowRight } from "lucide-react";

import type { RunDetail } from "../../api/agentTypes";
import { useGetPhaseRunQuery } from "../../api/phases";
import { problemOf } from "../../api/problem";
import { useGo } from "../../app/navigation";
import { projectUrl } from "../../lib/paths";
import { AgentText } from "../../runs/AgentText";
import { ReviewCall } from "../../runs/ReviewCall";
import { PhaseActivities } from "./PhaseActivities";

/** What a person does by hand on the screen is not told as a command. */
const COMMANDS = /: `claudeprojects gate [^`]*`/g;

export function PhaseWork({ run }: { run: RunDetail }) {
  const go = useGo();
  const { data: phase, error, refetch } = useGetPhaseRunQuery(run.id);
  if (error && !phase) return <ErrorState inline problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (!phase) return <Skeleton lines={4} label="Reading the phase" />;
  const paths = [phase.project, ...phase.activities.flatMap((activity) => activity.paths)];
  return (
    <div className="mb-6 space-y-6">
      {run.answer !== "" && (
        <section aria-label="At the gate">
          <AgentText text={run.answer.replaceAll(COMMANDS, "")} paths={paths} />
          <ReviewCall run={run} />
          <Button icon={ArrowRight} className="mt-3" onClick={() => go(projectUrl(phase.project))}>
            To the gate
          </Button>
        </section>
      )}
      <section aria-label="Activities of the phase">
        <h2 className="border-b border-hairline pb-1.5 text-3 font-semibold">Activities</h2>
        <PhaseActivities phase={phase} />
        {run.answer === "" && <ReviewCall run={run} />}
      </section>
      <h2 className="border-b border-hairline pb-1.5 text-3 font-semibold">Step by step</h2>
    </div>
  );
}
