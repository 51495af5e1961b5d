/** What methodologies count, as people read it. */
import type { MethodologyView, PlannedNote } from "../api/methodologies";
import { plural } from "../lib/format";

/** Minutes of work: `45 min`, `2 h`, `2 h 30 min`. */
export function minutesWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** Working days: `half a day`, `1 day`, `2.5 days`. */
export function daysWords(days: number): string {
  return days === 0.5 ? "half a day" : `${days} ${days === 1 ? "day" : "days"}`;
}

/** How large a methodology is, in one line. */
export function sizeWords({ stages, artefacts }: Pick<MethodologyView, "stages" | "artefacts">): string {
  const days = stages.reduce((sum, { days: own }) => sum + (own ?? 0), 0);
  const parts = [plural(stages.length, "phase"), plural(artefacts, "note")];
  if (days > 0) parts.push(daysWords(days));
  return parts.join(" · ");
}

const ROLES: Record<PlannedNote["role"], [one: string, many?: string]> = {
  project: ["project note"],
  phase: ["phase note"],
  artefact: ["working note"],
  sprint: ["sprint"],
};

/** What a plan makes, in numbers: `1 project note, 6 phase notes, 12 working notes`. */
export function planWords(notes: readonly PlannedNote[]): string {
  const made = notes.filter(({ action }) => action !== "keep");
  if (made.length === 0) return "Everything is there already; nothing would be made.";
  return (Object.keys(ROLES) as PlannedNote["role"][])
    .map((role) => ({ role, count: made.filter((note) => note.role === role).length }))
    .filter(({ count }) => count > 0)
    .map(({ role, count }) => plural(count, ...ROLES[role]))
    .join(", ");
}

/** What a file may be called: lowercase words joined by hyphens, made of whatever was typed. */
export function fileName(typed: string): string {
  return typed
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 64);
}

/** The part of a Markdown text above its first heading of `level` or deeper, without a title of its own. */
export function introduction(text: string, level: number): string {
  const [head = ""] = text.split(new RegExp(`^#{${level},6} `, "m"), 1);
  return head.replace(/^\s*# .*\n/, "").trim();
}
