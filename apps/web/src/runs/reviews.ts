/** What of a run's changes waits for a person. */
import type { Run } from "../api/agentTypes";
import { plural } from "../lib/format";

/** How many files of its tree wait: proposed, or not to be brought together with what is on disk. */
export function toReview({ changes }: Pick<Run, "changes">): number {
  return (changes.proposed ?? 0) + (changes.conflict ?? 0);
}

/** Where they are reviewed. */
export function reviewUrl({ id }: Pick<Run, "id">): string {
  return `/agents/runs/${id}?view=changes`;
}

/** How many files wait, over all these runs. */
export function changesOf(runs: readonly Pick<Run, "changes">[]): number {
  return runs.reduce((sum, run) => sum + toReview(run), 0);
}

/** `["2 approvals wait", "3 changes to review"]`; what is none is not said. */
export function waitingWords(approvals: number, changes: number): string[] {
  return [
    ...(approvals > 0 ? [`${plural(approvals, "approval")} ${approvals === 1 ? "waits" : "wait"}`] : []),
    ...(changes > 0 ? [`${plural(changes, "change")} to review`] : []),
  ];
}
