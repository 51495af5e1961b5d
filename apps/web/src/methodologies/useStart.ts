/** The two steps to a new project: its questions, then what would be made. */
import { announce, toast } from "@claudeprojects/ui";
import { useState } from "react";

import {
  type Answer,
  type AnswerMap,
  type MethodologyPlan,
  type MethodologyView,
  usePlanProjectMutation,
  useStartProjectMutation,
} from "../api/methodologies";
import { type Problem, problemOf } from "../api/problem";
import { useGo } from "../app/navigation";
import { useFileActions } from "../files/useFileActions";
import { projectUrl, titleOf } from "../lib/paths";
import { firstAnswers, given, refusals, unanswered } from "./answers";
import { methodologyUrl } from "./urls";
import { planWords } from "./words";

export interface Start {
  answers: AnswerMap;
  /** What is wrong with which answer. */
  errors: Record<string, string>;
  /** What went wrong besides. */
  problem: Problem | null;
  plan: MethodologyPlan | null;
  busy: boolean;
  answer: (name: string, value: Answer) => void;
  /** Shows the plan, or what is wrong with the answers. */
  look: () => Promise<void>;
  back: () => void;
  start: () => Promise<void>;
}

export interface Started {
  /** What the project is called, when that is known already. */
  called?: string | undefined;
  onDone: () => void;
}

export function useStart({ name, title, variables }: MethodologyView, { called, onDone }: Started): Start {
  const go = useGo();
  const { undo } = useFileActions();
  const [sendPlan, planning] = usePlanProjectMutation();
  const [sendStart, starting] = useStartProjectMutation();
  const [answers, setAnswers] = useState(() => firstAnswers(variables, called));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [problem, setProblem] = useState<Problem | null>(null);
  const [plan, setPlan] = useState<MethodologyPlan | null>(null);

  const refuse = (error: unknown) => {
    const found = problemOf(error);
    const wrong = refusals(found);
    setErrors(wrong);
    setProblem(Object.keys(wrong).length > 0 ? null : found);
    if (Object.keys(wrong).length > 0) setPlan(null);
  };
  return {
    answers,
    errors,
    problem,
    plan,
    busy: planning.isLoading || starting.isLoading,
    answer: (variable, value) => {
      setAnswers({ ...answers, [variable]: value });
      setErrors(Object.fromEntries(Object.entries(errors).filter(([other]) => other !== variable)));
    },
    look: async () => {
      setProblem(null);
      const missing = unanswered(variables, answers);
      setErrors(missing);
      if (Object.keys(missing).length > 0) return;
      const answer = await sendPlan({ name, answers: given(answers) });
      if (answer.error) refuse(answer.error);
      else setPlan(answer.data);
    },
    back: () => {
      setPlan(null);
      setProblem(null);
    },
    start: async () => {
      const answer = await sendStart({ name, answers: given(answers) });
      if (answer.error) {
        refuse(answer.error);
        return;
      }
      const { operation, plan: done } = answer.data;
      const project = titleOf(done.project);
      onDone();
      go(projectUrl(done.project));
      toast({
        title: operation ? `${project} was started by ${title}` : `${project} has everything already`,
        detail: planWords(done.notes),
        undo: operation
          ? () => void undo(operation.id).then((failed) => failed === null && go(methodologyUrl(name)))
          : undefined,
      });
      announce(`${project} was started.`);
    },
  };
}
