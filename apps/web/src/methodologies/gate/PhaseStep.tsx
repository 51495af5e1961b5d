/** One phase among the steps of a project; unfolded, it shows its gate. */
import { Icon } from "@claudeprojects/ui";
import { Check, ChevronRight, Forward } from "lucide-react";
import { useId } from "react";

import type { GateView, GuidedProject } from "../../api/methodologies";
import { GateCard } from "./GateCard";
import { PhaseAgents } from "./PhaseAgents";
import { stateOf, type StepState } from "./steps";

export interface PhaseStepProps {
  gate: GateView;
  project: GuidedProject;
  /** Counted from 1. */
  number: number;
  last: boolean;
  open: boolean;
  onToggle: () => void;
}

const LOOKS: Record<StepState, { dot: string; title: string; said: string }> = {
  done: { dot: "bg-success-subtle text-success-text", title: "text-muted", said: "done" },
  waived: { dot: "bg-warning-subtle text-warning-text", title: "text-muted", said: "waived" },
  current: { dot: "bg-accent-solid text-on-accent", title: "font-semibold text-text", said: "now" },
  ahead: { dot: "bg-fill text-muted", title: "text-secondary", said: "ahead" },
};

function Mark({ state, number }: { state: StepState; number: number }) {
  const icon = { done: Check, waived: Forward, current: null, ahead: null }[state];
  return (
    <span
      aria-hidden
      data-numeric
      className={`z-1 flex size-5 shrink-0 items-center justify-center rounded-full text-1 font-semibold ${LOOKS[state].dot}`}
    >
      {icon ? <Icon of={icon} size={12} /> : number}
    </span>
  );
}

export function PhaseStep({ gate, project, number, last, open, onToggle }: PhaseStepProps) {
  const id = useId();
  const state = stateOf(gate, project);
  return (
    <li className="relative" aria-current={state === "current" ? "step" : undefined}>
      {!last && <span aria-hidden className="absolute top-4 -bottom-3 left-2.5 w-px bg-hairline" />}
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? id : undefined}
          onClick={onToggle}
          className="group flex min-h-row w-full items-center gap-2.5 rounded-control text-left text-3 hover:bg-fill coarse:min-h-11"
        >
          <Mark state={state} number={number} />
          <span className={`min-w-0 flex-1 break-words ${LOOKS[state].title}`}>{gate.phase_title}</span>
          <span className="text-2 text-muted">{LOOKS[state].said}</span>
          <Icon
            of={ChevronRight}
            size={14}
            className={`mr-1 text-muted transition-transform ${open ? "rotate-90" : ""}`}
          />
        </button>
      </h3>
      {open && (
        <div id={id} className="pt-1 pl-7.5">
          {state === "current" && <PhaseAgents project={project.path} phase={gate.phase} />}
          <GateCard gate={gate} project={project} />
        </div>
      )}
    </li>
  );
}
