/** One phase on the way through a methodology: what is done in it, and the gate that ends it. */
import { Icon } from "@claudeprojects/ui";
import { DoorOpen } from "lucide-react";
import { useId } from "react";

import type { Phase } from "../api/methodologies";
import { ActivityRow } from "./ActivityRow";
import { Guide } from "./Guide";
import { daysWords, introduction } from "./words";

export interface PhaseStageProps {
  phase: Phase;
  /** Counted from 1. */
  number: number;
  last: boolean;
  titleOf: (artefact: string) => string;
}

const DOT = "absolute top-0 left-0 flex size-6 items-center justify-center rounded-full text-2 font-semibold";

function GateNeeds({ phase: { gate_title: title, needs } }: { phase: Phase }) {
  return (
    <div className="relative mt-2 pb-7">
      <span aria-hidden className={`${DOT} -left-9 bg-fill text-secondary`}>
        <Icon of={DoorOpen} size={14} />
      </span>
      <h4 className="pt-0.5 text-3">
        <span className="text-muted">Gate: </span>
        <span className="font-medium">{title}</span>
      </h4>
      <ul className="mt-1 list-disc space-y-0.5 pl-4.5 text-2 text-secondary marker:text-muted">
        {needs.map((need) => (
          <li key={need.text}>{need.text}</li>
        ))}
      </ul>
    </div>
  );
}

export function PhaseStage({ phase, number, last, titleOf }: PhaseStageProps) {
  const id = useId();
  const gated = phase.gate_title !== "" || phase.needs.length > 0;
  const guide = introduction(phase.guide, 3);
  return (
    <li className="relative pl-9">
      {(!last || gated) && (
        <span
          aria-hidden
          className={`absolute top-0 left-3 w-px bg-hairline ${last ? "bottom-10" : "bottom-0"}`}
        />
      )}
      <span aria-hidden data-numeric className={`${DOT} bg-accent-subtle text-accent-text`}>
        {number}
      </span>
      <section aria-labelledby={id} className={gated ? "" : "pb-7"}>
        <h3 id={id} className="flex flex-wrap items-baseline gap-x-2 text-4 leading-6 font-semibold">
          {phase.title}
          {phase.days !== null && (
            <span className="text-2 font-normal text-muted">{daysWords(phase.days)}</span>
          )}
        </h3>
        <p className="mt-0.5 text-3 text-pretty text-secondary">{phase.purpose}</p>
        {guide !== "" && (
          <div className="mt-2 max-w-(--measure)">
            <Guide text={guide} />
          </div>
        )}
        <ul className="mt-2 divide-y divide-hairline border-t border-hairline">
          {phase.activities.map((activity) => (
            <ActivityRow key={activity.id} activity={activity} titleOf={titleOf} />
          ))}
        </ul>
        {gated && <GateNeeds phase={phase} />}
      </section>
    </li>
  );
}
