/** A person lets a project through a gate as it is: their name, their reason, and what stays undone. */
import { TextArea } from "@claudeprojects/ui";
import { useState } from "react";

import type { GateView } from "../../api/methodologies";
import type { Problem } from "../../api/problem";
import { plural } from "../../lib/format";
import { PersonDialog } from "./PersonDialog";

export interface WaiveDialogProps {
  gate: GateView;
  onWaive: (person: string, reason: string) => Promise<Problem | null>;
  onClose: () => void;
}

export function WaiveDialog({ gate, onWaive, onClose }: WaiveDialogProps) {
  const [reason, setReason] = useState("");
  const said = reason.trim().replace(/\s+/g, " ");
  return (
    <PersonDialog
      title={`Waive “${gate.title}”`}
      description={`${plural(gate.missing.length, "thing")} will stay undone. Who waived the gate, when and why is recorded in the project’s note.`}
      ask="Your name"
      confirm="Waive the gate"
      variant="danger"
      ready={said !== ""}
      before={
        <ul className="list-disc space-y-0.5 pl-4.5 text-2 text-secondary marker:text-muted">
          {gate.missing.map((missing) => (
            <li key={missing}>{missing}</li>
          ))}
        </ul>
      }
      onSend={(person) => onWaive(person, said)}
      onClose={onClose}
    >
      <TextArea
        label="Why it may go on without them"
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </PersonDialog>
  );
}
