/** Starting a project by a methodology: its questions first, then what would be made, then it is made. */
import { Button, Dialog, ErrorState, Skeleton } from "@claudeprojects/ui";
import { type SubmitEvent, useEffect, useRef } from "react";

import { type MethodologyView, useGetMethodologyQuery } from "../api/methodologies";
import { problemOf } from "../api/problem";
import { PlanView } from "./PlanView";
import { useStart } from "./useStart";
import { VariableField } from "./VariableField";

const FORM = "start-project";

export interface StartProjectProps {
  /** The methodology. */
  name: string;
  /** What the project is called, when that is known already. */
  called?: string;
  onClose: () => void;
}

interface StepsProps extends Pick<StartProjectProps, "called" | "onClose"> {
  methodology: MethodologyView;
}

function Steps({ methodology, called, onClose }: StepsProps) {
  const { answers, errors, problem, plan, busy, answer, look, back, start } = useStart(methodology, {
    called,
    onDone: onClose,
  });
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (Object.keys(errors).length > 0)
      form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [errors]);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    void (plan === null ? look() : start());
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Start a project by ${methodology.title}`}
      description={
        plan === null ? methodology.when : "Nothing is written yet. All of it can be undone at once."
      }
      footer={
        <>
          {plan === null ? (
            <Button onClick={onClose}>Cancel</Button>
          ) : (
            <Button onClick={back}>Change the answers</Button>
          )}
          <Button variant="primary" type="submit" form={FORM} disabled={busy}>
            {plan === null ? "Show what would be made" : "Start the project"}
          </Button>
        </>
      }
    >
      <form ref={form} id={FORM} noValidate className="space-y-4" onSubmit={submit}>
        {plan === null ? (
          methodology.variables.map((variable, index) => (
            <VariableField
              key={variable.name}
              variable={variable}
              value={answers[variable.name] ?? ""}
              error={errors[variable.name]}
              autoFocus={index === 0}
              onChange={(value) => answer(variable.name, value)}
            />
          ))
        ) : (
          <PlanView plan={plan} />
        )}
        {problem && <ErrorState inline problem={problem} />}
      </form>
    </Dialog>
  );
}

export function StartProject({ name, called, onClose }: StartProjectProps) {
  const { currentData, error, refetch } = useGetMethodologyQuery(name);
  if (currentData) return <Steps methodology={currentData} called={called} onClose={onClose} />;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Start a project">
      {error ? (
        <ErrorState inline problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : (
        <Skeleton lines={5} label="Reading the methodology" />
      )}
    </Dialog>
  );
}
