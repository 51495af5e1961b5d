/** The activities of a phase that agents carry out: how far each is, and who has it. */
import { Badge, IconButton, Menu, type Tone } from "@claudeprojects/ui";
import { Ellipsis, RotateCw, UserRound } from "lucide-react";
import { useState } from "react";

import { type PhaseActivity, type PhaseRun, useRerunActivityMutation } from "../../api/phases";
import { HandOver } from "./HandOver";

const STATES: Record<PhaseActivity["state"], { word: string; tone: Tone }> = {
  waiting: { word: "waits", tone: "neutral" },
  running: { word: "at work", tone: "accent" },
  done: { word: "done", tone: "success" },
  failed: { word: "failed", tone: "danger" },
  "handed-over": { word: "by hand", tone: "neutral" },
};

/** Who did it or is to do it: the person it was handed over to, else the agent at it, else those who can. */
function who({ agent, agents, person }: PhaseActivity): string {
  if (person !== "") return person;
  return agent === "" ? agents.join(", ") : agent;
}

export function PhaseActivities({ phase }: { phase: PhaseRun }) {
  const [rerun] = useRerunActivityMutation();
  const [handed, setHanded] = useState<PhaseActivity | null>(null);
  const id = phase.run.id;
  return (
    <>
      <ul aria-label="Activities" className="mt-1 divide-y divide-hairline">
        {phase.activities.map((activity) => (
          <li key={activity.id} className="flex items-center gap-2 py-1 text-3">
            <div className="min-w-0 flex-1">
              <p className="break-words">{activity.title}</p>
              <p className="text-2 break-words text-muted">{who(activity)}</p>
              {activity.state === "failed" && activity.said !== "" && (
                <p className="text-2 text-pretty break-words text-danger-text">{activity.said}</p>
              )}
            </div>
            <Badge tone={STATES[activity.state].tone}>{STATES[activity.state].word}</Badge>
            <Menu
              align="end"
              trigger={<IconButton icon={Ellipsis} size="small" label={`More for ${activity.title}`} />}
              entries={[
                {
                  label: "Let agents do it again",
                  icon: RotateCw,
                  disabled: activity.state === "running" || activity.state === "waiting",
                  onSelect: () => void rerun({ id, activity: activity.id }),
                },
                {
                  label: "Hand over to a person…",
                  icon: UserRound,
                  disabled: activity.state === "handed-over",
                  onSelect: () => setHanded(activity),
                },
              ]}
            />
          </li>
        ))}
      </ul>
      {handed && <HandOver run={id} activity={handed} onClose={() => setHanded(null)} />}
    </>
  );
}
