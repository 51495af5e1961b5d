/** Letting agents carry out the phase a project is in, and how far they are with it. */
import { Badge, Button, ErrorState, Icon } from "@claudeprojects/ui";
import { Bot, FileDiff, Play } from "lucide-react";
import { Link } from "react-router";

import { useGetPhaseRunsQuery, useResumePhaseMutation, useStartPhaseMutation } from "../../api/phases";
import { problemOf } from "../../api/problem";
import { useGo } from "../../app/navigation";
import { plural } from "../../lib/format";
import { reviewUrl, toReview } from "../../runs/reviews";
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
  const { currentData: runs, error: unread } = useGetPhaseRunsQuery(project);
  const [start, starting] = useStartPhaseMutation();
  const [resume, resuming] = useResumePhaseMutation();
  const latest = runs?.find((one) => one.phase === phase);
  const error = starting.error ?? resuming.error ?? unread;
  const changes = latest ? toReview(latest.run) : 0;
  const stopped = latest?.activities.every(({ state }) => state === "done" || state === "handed-over");
  const begin = async () => {
    const answer = await start({ project, phase });
    if (answer.data) go(`/agents/runs/${answer.data.id}`);
  };
  // While it is not known whether agents are at it, nothing is offered.
  if (!runs && !error) return null;
  return (
    <div className="mb-3 border-b border-hairline pb-3">
      {latest && (
        <>
          <p className="flex flex-wrap items-center gap-2 text-3">
            <Link
              to={`/agents/runs/${latest.run.id}`}
              className="rounded-small text-accent-text underline underline-offset-2"
            >
              Agents at this phase
            </Link>
            {latest.run.state === "done" ? (
              <Badge tone={stopped ? "success" : "warning"}>{stopped ? "at the gate" : "not all done"}</Badge>
            ) : (
              <StateBadge state={latest.run.state} />
            )}
            {changes > 0 && (
              <Link
                to={reviewUrl(latest.run)}
                className="ml-auto inline-flex items-center gap-1.5 rounded-small font-medium text-accent-text hover:underline"
              >
                <Icon of={FileDiff} size={14} /> Review {plural(changes, "change")}
              </Link>
            )}
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
      )}
      {runs && !latest && (
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="min-w-56 flex-1 text-2 text-pretty text-muted">
            Agents can write the notes of this phase for your review. They stop at its gate.
          </p>
          <Button size="small" icon={Bot} disabled={starting.isLoading} onClick={() => void begin()}>
            {starting.isLoading ? "Starting…" : "Let agents do this phase"}
          </Button>
        </div>
      )}
      {error && (
        <div className="mt-2">
          <ErrorState inline problem={problemOf(error)} />
        </div>
      )}
    </div>
  );
}
