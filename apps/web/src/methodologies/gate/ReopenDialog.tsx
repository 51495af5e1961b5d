/** A person brings a project back into a phase that is over, with their name and their reason. */
import { TextArea } from "@claudeprojects/ui";
import { useState } from "react";

import type { GateView } from "../../api/methodologies";
import type { Problem } from "../../api/problem";
import { PersonDialog } from "./PersonDialog";

export interface ReopenDialogProps {
  gate: GateView;
  onReopen: (person: string, reason: string) => Promise<Problem | null>;
  onClose: () => void;
}

export function ReopenDialog({ gate, onReopen, onClose }: ReopenDialogProps) {
  const [reason, setReason] = useState("");
  const said = reason.trim().replace(/\s+/g, " ");
  return (
    <PersonDialog
      title={`Open “${gate.phase_title}” again`}
      description="The project goes back into this phase; its gate and those after it are asked anew. Who opened it, when and why is recorded in the project’s note."
      ask="Your name"
      confirm="Open it again"
      ready={said !== ""}
      onSend={(person) => onReopen(person, said)}
      onClose={onClose}
    >
      <TextArea
        label="Why"
        rows={2}
        maxLength={1000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
    </PersonDialog>
  );
}
