/** The small signs of a task: its state, urgency, day, people and size. */
import { classes, hueOf, Icon } from "@claudeprojects/ui";

import type { WorkItem, WorkPriority, WorkStatus } from "../api/tasks";
import { dayWords, dueWords } from "../lib/format";
import { PRIORITIES, STATUSES } from "./words";

export function StatusIcon({ status, size = 16 }: { status: WorkStatus; size?: number }) {
  const { icon, className } = STATUSES[status];
  return <Icon of={icon} size={size} className={className} />;
}

export function PriorityIcon({ priority, named = false }: { priority: WorkPriority; named?: boolean }) {
  const words = PRIORITIES.find(({ value }) => value === priority);
  if (!words) return null;
  return (
    <span className="inline-flex items-center gap-1" title={`Priority: ${words.label.toLowerCase()}`}>
      <Icon
        of={words.icon}
        size={14}
        className={words.className}
        {...(named ? {} : { label: `${words.label} priority` })}
      />
      {named && words.label}
    </span>
  );
}

/** The day something is due, in few words; late and today stand out, unless it is over. */
export function DueMark({
  item: { due, status, time },
}: {
  item: Pick<WorkItem, "due" | "status" | "time">;
}) {
  if (due === null) return null;
  const over = status === "done" || status === "cancelled";
  const { text, when } = over ? { text: dayWords(due), when: "later" } : dueWords(due);
  return (
    <time
      dateTime={due}
      title={`Due ${due}${time === null ? "" : ` at ${time}`}`}
      className={classes(
        "whitespace-nowrap",
        when === "later"
          ? "text-muted"
          : when === "late"
            ? "font-medium text-danger-text"
            : "font-medium text-warning-text",
      )}
    >
      {text}
      {time !== null && !over && ` ${time}`}
    </time>
  );
}

function initials(name: string): string {
  const parts = name.split(/[\s._-]+/).filter(Boolean);
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => (part === undefined ? "" : (Array.from(part)[0] ?? "")))
    .join("")
    .toUpperCase();
}

/** A person by the first letters of the name. */
export function Person({ name }: { name: string }) {
  const hue = hueOf(name);
  return (
    <span
      title={name}
      className="inline-flex size-5 shrink-0 items-center justify-center rounded-full text-[0.625rem] leading-none font-semibold"
      style={{ background: `var(--tag-${hue}-ground)`, color: `var(--tag-${hue}-text)` }}
    >
      <span aria-hidden>{initials(name)}</span>
      <span className="sr-only">{name}</span>
    </span>
  );
}

const SHOWN = 3;

export function People({ names }: { names: readonly string[] }) {
  if (names.length === 0) return null;
  return (
    <span className="inline-flex items-center gap-0.5">
      {names.slice(0, SHOWN).map((name) => (
        <Person key={name} name={name} />
      ))}
      {names.length > SHOWN && (
        <span
          className="text-1 text-muted"
          title={names.slice(SHOWN).join(", ")}
        >{`+${names.length - SHOWN}`}</span>
      )}
    </span>
  );
}
