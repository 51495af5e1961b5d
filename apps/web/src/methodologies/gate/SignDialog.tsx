/** A person puts their name to a gate, in the role that it asks for. */
import type { Problem } from "../../api/problem";
import { PersonDialog } from "./PersonDialog";

export interface SignDialogProps {
  role: string;
  gate: string;
  onSign: (person: string) => Promise<Problem | null>;
  onClose: () => void;
}

export function SignDialog({ role, gate, onSign, onClose }: SignDialogProps) {
  return (
    <PersonDialog
      title={`Sign as ${role}`}
      description={`${gate}: the name and today’s date are written into the project’s note.`}
      ask="Name of the person who signs"
      confirm="Sign"
      onSend={onSign}
      onClose={onClose}
    />
  );
}
