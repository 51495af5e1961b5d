/** Days on a line: where each stands, how a task lies on it, and what a drag makes of its days. */
import type { TaskChanges, WorkItem } from "../../api/tasks";
import { daysAfter } from "../../tasks/taskMenu";

export type Zoom = "days" | "weeks" | "months" | "all";
/** Pixels a day takes; of `all`, as many as there is room for. */
export const WIDTHS: Record<Exclude<Zoom, "all">, number> = { days: 34, weeks: 14, months: 5 };

/** Pixels of a day with which all the days fit into a room; never wider than single days are shown. */
export function fitting({ from, to }: Span, room: number): number {
  return Math.min(WIDTHS.days, Math.max(room, 1) / (daysBetween(from, to) + 1));
}

const DAY = 86_400_000;

/** Whole days from one day to another. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY);
}

export interface Span {
  from: string;
  to: string;
}

/** The days a task lies on; null when it has none. A single day is its own end. */
export function spanOf({
  start,
  scheduled,
  due,
}: Pick<WorkItem, "start" | "scheduled" | "due">): Span | null {
  const from = start ?? scheduled ?? due;
  const to = due ?? scheduled ?? start;
  if (from === null || to === null) return null;
  return from <= to ? { from, to } : { from: to, to };
}

export type Grip = "move" | "from" | "to";

/** A span with one end, or both, some days later. It never turns over. */
export function dragged({ from, to }: Span, grip: Grip, days: number): Span {
  if (grip === "move") return { from: daysAfter(from, days), to: daysAfter(to, days) };
  if (grip === "to") {
    const next = daysAfter(to, days);
    return { from, to: next < from ? from : next };
  }
  const next = daysAfter(from, days);
  return { from: next > to ? to : next, to };
}

/** What a drag changes: only the days the task has, and the one that is pulled out of it. */
export function draggedDays(item: WorkItem, grip: Grip, days: number): TaskChanges {
  const span = spanOf(item);
  if (!span || days === 0) return {};
  const next = dragged(span, grip, days);
  if (grip === "to") return { due: next.to };
  if (grip === "from")
    return item.start === null && item.scheduled !== null ? { scheduled: next.from } : { start: next.from };
  const shift = (day: string | null) => (day === null ? undefined : daysAfter(day, days));
  const moved = { start: shift(item.start), scheduled: shift(item.scheduled), due: shift(item.due) };
  return Object.fromEntries(Object.entries(moved).filter(([, day]) => day !== undefined));
}

/** All days that have to be seen, with room on both sides, and at least so many. */
export function range(days: readonly string[], now: string, least: number, after = 14): Span {
  const all = [...days, now].sort();
  const from = daysAfter(all[0] ?? now, -4);
  const to = daysAfter(all.at(-1) ?? now, after);
  return { from, to: daysBetween(from, to) < least ? daysAfter(from, least) : to };
}

export interface Tick {
  day: string;
  label: string;
  /** A line over the whole height: a month, or a week when days are wide. */
  strong: boolean;
}

const months = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });
/** How near a number may stand to the name of a month, in days. */
const APART = 4;
/** Pixels that a name of a month takes, and the fewest between two of them. */
const NAMED = 34;

/** How many months lie between two that are named, when a day is so wide. */
function monthStep(width: number): number {
  return [1, 3, 6, 12].find((step) => step * 30 * width >= NAMED) ?? 12;
}

/** The days that are named: Mondays and the first of each month, as far as there is room; a day is so wide. */
export function ticks({ from, to }: Span, width: number): Tick[] {
  const found: Tick[] = [];
  const step = monthStep(width);
  for (let day = from; day <= to; day = daysAfter(day, 1)) {
    const date = new Date(`${day}T00:00Z`);
    const first = date.getUTCDate() === 1;
    const monday = date.getUTCDay() === 1;
    const next = new Date(Date.parse(`${day}T00:00Z`) + APART * DAY).getUTCDate();
    const near = date.getUTCDate() <= APART || next <= APART;
    if (first) {
      if (date.getUTCMonth() % step !== 0) continue;
      const year = date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : "";
      const label = step === 12 ? year : [months.format(date), year].filter(Boolean).join(" ");
      found.push({ day, label, strong: true });
    } else if (width >= WIDTHS.days || (width >= 10 && monday && !near)) {
      found.push({ day, label: String(date.getUTCDate()), strong: width >= WIDTHS.days && monday });
    }
  }
  return found;
}
