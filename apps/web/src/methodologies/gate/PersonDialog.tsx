/** A dialog in which a person gives their name to something; the name is remembered in this browser. */
import { Button, type ButtonProps, Dialog, ErrorState } from "@claudeprojects/ui";
import { type ReactNode, type SubmitEvent, useId, useState } from "react";

import type { Problem } from "../../api/problem";
import { PersonField } from "../PersonField";
import { Question } from "../Question";
import { lastSigner, rememberSigner } from "./signer";

export interface PersonDialogProps {
  title: string;
  description: string;
  /** What the name is asked for. */
  ask: string;
  confirm: string;
  variant?: ButtonProps["variant"];
  /** Whether what is asked beside the name is answered. */
  ready?: boolean;
  before?: ReactNode;
  children?: ReactNode;
  /** Does it with the name; the problem when it could not. */
  onSend: (person: string) => Promise<Problem | null>;
  onClose: () => void;
}

export function PersonDialog({
  title,
  description,
  ask,
  confirm,
  variant = "primary",
  ready = true,
  before,
  children,
  onSend,
  onClose,
}: PersonDialogProps) {
  const form = useId();
  const [person, setPerson] = useState(lastSigner);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const name = person.trim();
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    setBusy(true);
    const failed = await onSend(name);
    setBusy(false);
    setProblem(failed);
    if (failed) return;
    rememberSigner(name);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={title}
      description={description}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant={variant} type="submit" form={form} disabled={busy || name === "" || !ready}>
            {confirm}
          </Button>
        </>
      }
    >
      <form id={form} className="space-y-3" onSubmit={(event) => void send(event)}>
        {before}
        <Question ask={ask}>
          {(describedBy) => (
            <PersonField
              label={ask}
              value={person}
              invalid={false}
              describedBy={describedBy}
              onChange={setPerson}
            />
          )}
        </Question>
        {children}
        {problem && <ErrorState inline problem={problem} />}
      </form>
    </Dialog>
  );
}
