/** Numbers, sizes and times as people read them, in the browser's own language rules. */

const numbers = new Intl.NumberFormat("en");
const days = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", year: "numeric" });
const shortDays = new Intl.DateTimeFormat("en", { day: "numeric", month: "short" });
const moments = new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short" });
const relative = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

const STEPS: [limit: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, "second", 1],
  [3600, "minute", 60],
  [86_400, "hour", 3600],
  [7 * 86_400, "day", 86_400],
];

/** `4120` → `4,120`. */
export function count(value: number): string {
  return numbers.format(value);
}

/** `1 note`, `2 notes`; irregular plurals are given. */
export function plural(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}

/** Bytes in the largest unit that keeps three digits. */
export function fileSize(bytes: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit] ?? "B"}`;
}

/** “3 minutes ago” up to a week, then the day. */
export function ago(iso: string, now: number = Date.now()): string {
  const seconds = (Date.parse(iso) - now) / 1000;
  if (Number.isNaN(seconds)) return "";
  if (Math.abs(seconds) < 10) return "just now";
  for (const [limit, unit, size] of STEPS) {
    if (Math.abs(seconds) < limit) return relative.format(Math.round(seconds / size), unit);
  }
  return days.format(new Date(iso));
}

/** Day and time in full, for a tooltip. */
export function moment(iso: string): string {
  return Number.isNaN(Date.parse(iso)) ? iso : moments.format(new Date(iso));
}

/** A calendar day `YYYY-MM-DD` in the person's own time zone. */
export function today(now: Date = new Date()): string {
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}

/** When a task is due, in few words, and whether that is behind us, now or ahead. */
export function dueWords(
  day: string,
  now: string = today(),
): { text: string; when: "late" | "today" | "later" } {
  const away = Math.round((Date.parse(day) - Date.parse(now)) / 86_400_000);
  if (Number.isNaN(away)) return { text: day, when: "later" };
  if (away === 0) return { text: "today", when: "today" };
  const when = away < 0 ? "late" : "later";
  if (away < 0 && away >= -30) return { text: `${plural(-away, "day")} late`, when };
  if (away > 0 && away < 7) return { text: relative.format(away, "day"), when };
  const date = new Date(`${day}T00:00`);
  return { text: (day.slice(0, 4) === now.slice(0, 4) ? shortDays : days).format(date), when };
}

/** A day in few words, without the year. */
export function dayWords(day: string): string {
  return shortDays.format(new Date(`${day}T00:00`));
}

/** A whole number of percent, never 100 before everything is done. */
export function percent(done: number, total: number): number {
  if (total <= 0) return 0;
  return done >= total ? 100 : Math.min(99, Math.floor((done / total) * 100));
}
