/** What is said of tasks: their states, how urgent they are, and by what they can be grouped. */
import {
  ChevronDown,
  ChevronsDown,
  ChevronsUp,
  ChevronUp,
  Circle,
  CircleCheck,
  CircleDot,
  CirclePause,
  CircleX,
  type LucideIcon,
  Minus,
  OctagonAlert,
} from "lucide-react";

import type { GroupBy, WorkItem, WorkPriority, WorkStatus } from "../api/tasks";
import { plainText } from "../lib/plainText";

export interface StatusWords {
  label: string;
  icon: LucideIcon;
  /** Of the icon. */
  className: string;
}

export const STATUSES: Record<WorkStatus, StatusWords> = {
  todo: { label: "To do", icon: Circle, className: "text-muted" },
  in_progress: { label: "In progress", icon: CircleDot, className: "text-accent" },
  on_hold: { label: "On hold", icon: CirclePause, className: "text-warning" },
  done: { label: "Done", icon: CircleCheck, className: "text-success" },
  cancelled: { label: "Cancelled", icon: CircleX, className: "text-muted" },
  non_task: { label: "Not a task", icon: Minus, className: "text-muted" },
};

/** The states a person chooses between. */
export const CHOSEN: readonly WorkStatus[] = ["todo", "in_progress", "on_hold", "done", "cancelled"];

export interface PriorityWords {
  value: WorkPriority;
  label: string;
  icon: LucideIcon;
  className: string;
}

export const PRIORITIES: readonly PriorityWords[] = [
  { value: "highest", label: "Highest", icon: OctagonAlert, className: "text-danger" },
  { value: "high", label: "High", icon: ChevronsUp, className: "text-danger" },
  { value: "medium", label: "Medium", icon: ChevronUp, className: "text-warning" },
  { value: "low", label: "Low", icon: ChevronDown, className: "text-muted" },
  { value: "lowest", label: "Lowest", icon: ChevronsDown, className: "text-muted" },
];

export const GROUPINGS: readonly { value: GroupBy | "none"; label: string }[] = [
  { value: "none", label: "No groups" },
  { value: "status", label: "Status" },
  { value: "due", label: "Due" },
  { value: "priority", label: "Priority" },
  { value: "assignee", label: "Person" },
  { value: "sprint", label: "Sprint" },
  { value: "project", label: "Project" },
  { value: "tag", label: "Tag" },
  { value: "note", label: "Note" },
];

/** What a task says, without the people and tags that are shown beside it. */
export function taskText({ description }: { description: string }): string {
  const text = plainText(description);
  const bare = text
    .replace(/(^|\s)[@#][^\s,;]+/gu, "$1")
    .replace(/\s+/g, " ")
    .trim();
  return bare === "" ? text : bare;
}

/** An estimate in few signs: `3`, `2 h`. */
export function estimateText({ estimate }: Pick<WorkItem, "estimate">): string {
  if (!estimate) return "";
  const amount = String(Math.round(estimate.amount * 10) / 10);
  return estimate.unit === "hours" ? `${amount} h` : amount;
}

/** A query for what belongs to one project, and to which more may be said. */
export function ofProject(path: string, more = ""): string {
  const own = `project:"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
  return more.trim() === "" ? own : `${own} (${more})`;
}
