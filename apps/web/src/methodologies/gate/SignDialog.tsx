/** A person puts their name to a gate, in the role that it asks for. */
import { Button, Dialog, ErrorState } from "@claudeprojects/ui";
import { type SubmitEvent, useState } from "react";

import type { Problem } from "../../api/problem";
import { PersonField } from "../PersonField";
import { Question } from "../Question";
import { lastSigner, rememberSigner } from "./signer";

export interface SignDialogProps {
  role: string;
  gate: string;
  onSign: (person: string) => Promise<Problem | null>;
  onClose: () => void;
}

export function SignDialog({ role, gate, onSign, onClose }: SignDialogProps) {
  const [person, setPerson] = useState(lastSigner);
  const [problem, setProblem] = useState<Problem | null>(null);
  const name = person.trim();
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const failed = await onSign(name);
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
      title={`Sign as ${role}`}
      description={`${gate}: the name and today’s date are written into the project’s note.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="sign-gate" disabled={name === ""}>
            Sign
          </Button>
        </>
      }
    >
      <form id="sign-gate" className="min-h-24 space-y-3" onSubmit={(event) => void send(event)}>
        <Question ask="Name of the person who signs">
          {(describedBy) => (
            <PersonField
              label="Name of the person who signs"
              value={person}
              invalid={false}
              describedBy={describedBy}
              onChange={setPerson}
            />
          )}
        </Question>
        {problem && <ErrorState inline problem={problem} />}
      </form>
    </Dialog>
  );
}
