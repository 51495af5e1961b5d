/** Changes in words. */
import type { Tone } from "@claudeprojects/ui";

import type { Changeset, ChangeState, FileChange } from "../api/agentTypes";
import { count, plural } from "../lib/format";

export const CHANGE_STATES: Record<ChangeState, [tone: Tone, word: string]> = {
  proposed: ["accent", "to review"],
  accepted: ["success", "accepted"],
  rejected: ["neutral", "rejected"],
  undone: ["neutral", "undone"],
  conflict: ["warning", "needs you"],
};

const KINDS: Record<FileChange["kind"], string> = {
  create: "New",
  edit: "Changed",
  move: "Moved",
  delete: "Deleted",
};

export function kindWords(kind: FileChange["kind"]): string {
  return KINDS[kind];
}

/** `3 changes: 2 to review, 1 accepted`. */
export function countsWords({ counts, files }: Changeset): string {
  const parts = (Object.keys(CHANGE_STATES) as ChangeState[])
    .filter((state) => counts[state] > 0)
    .map((state) => `${count(counts[state])} ${CHANGE_STATES[state][1]}`);
  return `${plural(files.length, "change")}: ${parts.join(", ")}`;
}
