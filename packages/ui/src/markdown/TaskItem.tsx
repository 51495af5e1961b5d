import {
  Ban,
  CalendarClock,
  CalendarDays,
  CheckCheck,
  ChevronsDown,
  ChevronsUp,
  ChevronDown,
  ChevronUp,
  Flag,
  Fingerprint,
  Link2,
  PlaneTakeoff,
  Plus,
  Repeat,
  Timer,
  X,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { Icon } from "../components/Icon";
import { classes } from "../lib/classes";
import { statusOf, type FieldName } from "../formats/tasks";
import { useHost } from "./context";

const NAMES: Record<string, string> = {
  " ": "to do",
  "/": "in progress",
  x: "done",
  X: "done",
  "-": "cancelled",
  ">": "forwarded",
  "<": "scheduled",
  "!": "important",
  "?": "question",
  "*": "starred",
  '"': "quote",
  l: "location",
  i: "information",
  b: "bookmark",
};

export interface TaskItemProps {
  symbol: string;
  line: string;
  children?: ReactNode;
  "data-line"?: string;
  "data-block"?: string;
}

/** A task of the note: its box, its text, its fields as chips. Pressing the box asks the app to write the change. */
export function TaskItem({ symbol, line, children, ...rest }: TaskItemProps) {
  const host = useHost();
  const status = statusOf(symbol);
  const known = NAMES[symbol] ?? symbol;
  const writable = host.onToggleTask !== undefined && line !== "";
  const next = status === "DONE" || status === "CANCELLED" ? " " : "x";
  return (
    <li className="task" data-task={status} {...rest}>
      <button
        type="button"
        role="checkbox"
        aria-checked={status === "DONE" ? true : status === "IN_PROGRESS" ? "mixed" : false}
        aria-label={`Task: ${known}`}
        title={known}
        disabled={!writable}
        onClick={() => host.onToggleTask?.({ line: Number(line), symbol: next })}
        className={classes("task-box hit-target", boxTone(symbol))}
      >
        <BoxMark symbol={symbol} />
      </button>
      <div className="task-text">{children}</div>
    </li>
  );
}

function boxTone(symbol: string): string {
  if (symbol === "x" || symbol === "X") return "bg-accent-solid text-on-accent";
  if (symbol === "-") return "bg-fill-active text-muted";
  if (symbol === " ")
    return "bg-ground shadow-[inset_0_0_0_1.5px_var(--control-edge)] enabled:hover:shadow-[inset_0_0_0_1.5px_var(--accent)]";
  if (symbol === "!") return "bg-ground text-danger-text shadow-[inset_0_0_0_1.5px_var(--danger)]";
  return "bg-ground text-accent-text shadow-[inset_0_0_0_1.5px_var(--accent)]";
}

function BoxMark({ symbol }: { symbol: string }) {
  if (symbol === " ") return null;
  if (symbol === "x" || symbol === "X") {
    return (
      <svg viewBox="0 0 16 16" aria-hidden className="size-full">
        <path
          d="M4 8.3 6.8 11 12 5.2"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    );
  }
  if (symbol === "/")
    return (
      <span
        aria-hidden
        className="h-full w-1/2 self-start rounded-l-[3px] bg-accent"
        style={{ marginRight: "50%" }}
      />
    );
  if (symbol === "-") return <span aria-hidden className="h-[1.5px] w-2 rounded-full bg-current" />;
  return (
    <span aria-hidden className="font-ui text-1 leading-none font-semibold">
      {symbol}
    </span>
  );
}

const FIELDS: Record<FieldName, [icon: LucideIcon, label: string]> = {
  priority: [Flag, "Priority"],
  created: [Plus, "Created"],
  scheduled: [Timer, "Scheduled"],
  starts: [PlaneTakeoff, "Starts"],
  due: [CalendarDays, "Due"],
  done: [CheckCheck, "Done"],
  cancelled: [Ban, "Cancelled"],
  recurrence: [Repeat, "Repeats"],
  on_completion: [CalendarClock, "On completion"],
  id: [Fingerprint, "Id"],
  depends_on: [Link2, "Waits for"],
};
const PRIORITIES: Record<string, LucideIcon> = {
  highest: ChevronsUp,
  high: ChevronUp,
  medium: Flag,
  low: ChevronDown,
  lowest: ChevronsDown,
};

function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** A field of a task: due, priority, recurrence … Overdue stands out while the task is open. */
export function TaskField({ field, value }: { field: string; value: string }) {
  const [icon, label] = Object.hasOwn(FIELDS, field) ? FIELDS[field as FieldName] : [X, field];
  const late = field === "due" && value < today();
  const urgent = field === "priority" && (value === "highest" || value === "high");
  return (
    <span
      title={`${label}: ${value}`}
      data-field={field}
      className={classes("task-field", late && "late", urgent && "bg-warning-subtle text-warning-text")}
    >
      <Icon of={(field === "priority" ? PRIORITIES[value] : undefined) ?? icon} size={12} />
      <span className="sr-only">{label} </span>
      {value}
    </span>
  );
}
