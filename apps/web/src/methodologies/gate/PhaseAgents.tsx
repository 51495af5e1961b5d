/** Letting agents carry out the phase a project is in, and how far they are with it. */
import { Button, ErrorState } from "@claudeprojects/ui";
import { Bot, Play } from "lucide-react";
import { Link } from "react-router";

import { useGetPhaseRunsQuery, useResumePhaseMutation, useStartPhaseMutation } from "../../api/phases";
import { problemOf } from "../../api/problem";
import { useGo } from "../../app/navigation";
import { StateBadge } from "../../runs/StateBadge";
import { isActive } from "../../runs/words";
import { PhaseActivities } from "./PhaseActivities";

export interface PhaseAgentsProps {
  /** The path of the project's note. */
  project: string;
  phase: string;
}

export function PhaseAgents({ project, phase }: PhaseAgentsProps) {
  const go = useGo();
  const { data: runs = [] } = useGetPhaseRunsQuery(project);
  const [start, starting] = useStartPhaseMutation();
  const [resume, resuming] = useResumePhaseMutation();
  const latest = runs.find((one) => one.phase === phase);
  const error = starting.error ?? resuming.error;
  const begin = async () => {
    const answer = await start({ project, phase });
    if (answer.data) go(`/agents/runs/${answer.data.id}`);
  };
  return (
    <div className="mb-3 border-b border-hairline pb-3">
      {latest ? (
        <>
          <p className="flex items-center gap-2 text-3">
            <Link
              to={`/agents/runs/${latest.run.id}`}
              className="rounded-small text-accent-text underline underline-offset-2"
            >
              Agents at this phase
            </Link>
            <StateBadge state={latest.run.state} />
          </p>
          <PhaseActivities phase={latest} />
          {!isActive(latest.run) && latest.run.state !== "done" && (
            <Button
              size="small"
              icon={Play}
              className="mt-2"
              disabled={resuming.isLoading}
              onClick={() => void resume(latest.run.id)}
            >
              Go on with it
            </Button>
          )}
        </>
      ) : (
        <Button
          size="small"
          icon={Bot}
          disabled={starting.isLoading}
          title="They write the notes of this phase for your review, and stop at its gate."
          onClick={() => void begin()}
        >
          Let agents do this phase
        </Button>
      )}
      {error && (
        <div className="mt-2">
          <ErrorState inline problem={problemOf(error)} />
        </div>
      )}
    </div>
  );
}
