/** A person lets a project through a gate as it is: their name, their reason, and what stays undone. */
import { Button, Dialog, ErrorState, TextArea } from "@claudeprojects/ui";
import { type SubmitEvent, useState } from "react";

import type { GateView } from "../../api/methodologies";
import type { Problem } from "../../api/problem";
import { plural } from "../../lib/format";
import { PersonField } from "../PersonField";
import { Question } from "../Question";
import { lastSigner, rememberSigner } from "./signer";

export interface WaiveDialogProps {
  gate: GateView;
  onWaive: (person: string, reason: string) => Promise<Problem | null>;
  onClose: () => void;
}

export function WaiveDialog({ gate, onWaive, onClose }: WaiveDialogProps) {
  const [person, setPerson] = useState(lastSigner);
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  const ready = person.trim() !== "" && reason.trim() !== "";
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const failed = await onWaive(person.trim(), reason.trim().replace(/\s+/g, " "));
    setProblem(failed);
    if (failed) return;
    rememberSigner(person.trim());
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={`Waive “${gate.title}”`}
      description={`${plural(gate.missing.length, "thing")} will stay undone. Who waived the gate, when and why is recorded in the project’s note.`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="danger" type="submit" form="waive-gate" disabled={!ready}>
            Waive the gate
          </Button>
        </>
      }
    >
      <form id="waive-gate" className="space-y-3" onSubmit={(event) => void send(event)}>
        <ul className="list-disc space-y-0.5 pl-4.5 text-2 text-secondary marker:text-muted">
          {gate.missing.map((missing) => (
            <li key={missing}>{missing}</li>
          ))}
        </ul>
        <Question ask="Your name">
          {(describedBy) => (
            <PersonField
              label="Your name"
              value={person}
              invalid={false}
              describedBy={describedBy}
              onChange={setPerson}
            />
          )}
        </Question>
        <TextArea
          label="Why it may go on without them"
          rows={2}
          maxLength={1000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        {problem && <ErrorState inline problem={problem} />}
      </form>
    </Dialog>
  );
}
