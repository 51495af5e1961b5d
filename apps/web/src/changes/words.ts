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

/** How many lines of a file are shown for review. */
export function linesOf({ hunks }: FileChange): number {
  const lines = (text: string) => (text === "" ? 0 : text.split("\n").length);
  return hunks.reduce((sum, hunk) => sum + lines(hunk.old) + lines(hunk.new), 0);
}

/** A reason as a sentence. */
export function sentence(reason: string): string {
  const words = reason.charAt(0).toUpperCase() + reason.slice(1);
  return /[.!?]$/.test(words) ? words : `${words}.`;
}
