/** The steps of a project through the phases of its methodology. */
import type { GateView, GuidedProject } from "../../api/methodologies";

export type StepState = "done" | "waived" | "current" | "ahead";

/** Where the project is with a phase: through its gate, in it, or not yet there. */
export function stateOf(gate: GateView, project: Pick<GuidedProject, "status">): StepState {
  if (gate.through || (gate.current && project.status === "done"))
    return gate.waived === null ? "done" : "waived";
  return gate.current ? "current" : "ahead";
}

/** How many needs are met: `3 of 4 met`. */
export function metWords({ items }: GateView): string {
  return `${items.filter(({ met }) => met).length} of ${items.length} met`;
}

/** What the button that moves on says. */
export function onwardWords(gate: GateView, gates: readonly GateView[]): string {
  const next = gates.find(({ phase }) => phase === gate.next_phase);
  return next ? `Go on to ${next.phase_title}` : "Finish the project";
}
