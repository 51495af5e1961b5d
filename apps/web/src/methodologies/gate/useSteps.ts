/** What can be done at a gate: each is one operation, told with its way back. */
import { announce, toast } from "@claudeprojects/ui";

import {
  type GateView,
  useAdvanceProjectMutation,
  useReopenPhaseMutation,
  useSignGateMutation,
  useUpdateProjectMutation,
  useWaiveGateMutation,
} from "../../api/methodologies";
import { type Problem, problemOf } from "../../api/problem";
import type { Operation } from "../../api/types";
import { useFileActions } from "../../files/useFileActions";

export interface Steps {
  busy: boolean;
  /** Each gives the problem when it could not. */
  advance: (said: string) => Promise<Problem | null>;
  sign: (role: string, person: string) => Promise<Problem | null>;
  waive: (person: string, reason: string) => Promise<Problem | null>;
  /** Brings the project back into a phase that is over. */
  reopen: (gate: GateView, person: string, reason: string) => Promise<Problem | null>;
  /** Adds what the methodology says now and the project does not have. */
  update: () => Promise<Problem | null>;
}

interface Answer {
  error?: unknown;
  data?: { operation: Operation | null };
}

export function useSteps(project: string): Steps {
  const { undo } = useFileActions();
  const [sendAdvance, advancing] = useAdvanceProjectMutation();
  const [sendSign, signing] = useSignGateMutation();
  const [sendWaive, waiving] = useWaiveGateMutation();
  const [sendReopen, reopening] = useReopenPhaseMutation();
  const [sendUpdate, updating] = useUpdateProjectMutation();

  const told = (title: string, { error, data }: Answer): Problem | null => {
    if (error !== undefined) return problemOf(error);
    const operation = data?.operation ?? null;
    toast({ title, undo: operation?.undoable ? () => void undo(operation.id) : undefined });
    announce(title);
    return null;
  };
  return {
    busy: [advancing, signing, waiving, reopening, updating].some(({ isLoading }) => isLoading),
    advance: async (said) => told(said, await sendAdvance(project)),
    sign: async (role, person) =>
      told(`${person} signed as ${role}`, await sendSign({ project, role, person })),
    waive: async (person, reason) =>
      told("The gate was waived", await sendWaive({ project, person, reason })),
    reopen: async ({ phase, phase_title: title }, person, reason) =>
      told(`${title} is open again`, await sendReopen({ project, phase, person, reason })),
    update: async () => told("What was missing is there now", await sendUpdate(project)),
  };
}
