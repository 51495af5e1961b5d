/** What is said of projects and sprints. */
import type { Tone } from "@claudeprojects/ui";

import type { Project, Sprint } from "../api/projects";
import type { WorkProgress } from "../api/tasks";
import { count, dayWords, plural } from "../lib/format";

export const SPRINT_STATES: Record<Sprint["state"], { label: string; tone: Tone }> = {
  current: { label: "now", tone: "accent" },
  future: { label: "to come", tone: "neutral" },
  past: { label: "over", tone: "neutral" },
  undated: { label: "no days", tone: "neutral" },
};

/** “4 of 9 tasks done”. */
export function doneWords({ done, total }: Pick<WorkProgress, "done" | "total">): string {
  return `${count(done)} of ${plural(total, "task")} done`;
}

/** A methodology or phase by its file name: `double-diamond` → “Double diamond”. */
export function nameWords(name: string): string {
  const text = name.replaceAll("-", " ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** “12 Nov – 26 Nov”; one end is enough. */
export function spanWords({ start, end }: { start: string | null; end: string | null }): string {
  if (start !== null && end !== null) return `${dayWords(start)} – ${dayWords(end)}`;
  if (start !== null) return `from ${dayWords(start)}`;
  return end === null ? "" : `until ${dayWords(end)}`;
}

/** Those going on by when they are due, then those that are over. */
export function inOrder(projects: readonly Project[]): { open: Project[]; closed: Project[] } {
  const byDue = [...projects].sort(
    (a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999") || a.title.localeCompare(b.title),
  );
  return { open: byDue.filter((one) => one.is_open), closed: byDue.filter((one) => !one.is_open) };
}
