/** What can be done with one task or several, as the lines of a menu. */
import type { MenuEntry } from "@claudeprojects/ui";
import { CalendarDays, ExternalLink, Flag, FolderInput, RefreshCw } from "lucide-react";

import type { Sprint } from "../api/projects";
import type { TaskChanges, WorkItem } from "../api/tasks";
import { today } from "../lib/format";
import { CHOSEN, PRIORITIES, STATUSES } from "./words";

export type Change = (changes: TaskChanges) => void;

/** `YYYY-MM-DD` some days after another. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

export function statusEntries(current: WorkItem["status"] | null, change: Change): MenuEntry[] {
  return CHOSEN.map((status) => ({
    label: STATUSES[status].label,
    icon: STATUSES[status].icon,
    checked: current === null ? undefined : current === status,
    onSelect: () => change({ status }),
  }));
}

export function priorityEntries(current: WorkItem["priority"] | undefined, change: Change): MenuEntry[] {
  const shown = (value: WorkItem["priority"]) => (current === undefined ? undefined : current === value);
  return [
    ...PRIORITIES.map(({ value, label, icon }) => ({
      label,
      icon,
      checked: shown(value),
      onSelect: () => change({ priority: value }),
    })),
    { label: "None", checked: shown(null), onSelect: () => change({ priority: null }) },
  ];
}

export function dueEntries(change: Change): MenuEntry[] {
  const now = today();
  return [
    { label: "Today", onSelect: () => change({ due: now }) },
    { label: "Tomorrow", onSelect: () => change({ due: daysAfter(now, 1) }) },
    { label: "In a week", onSelect: () => change({ due: daysAfter(now, 7) }) },
    "separator",
    { label: "No day", onSelect: () => change({ due: null }) },
  ];
}

export function sprintEntries(
  sprints: readonly Sprint[],
  current: string | null | undefined,
  change: Change,
): MenuEntry[] {
  return [
    ...sprints.map(({ path, title }) => ({
      label: title,
      checked: current === undefined ? undefined : current === path,
      onSelect: () => change({ sprint: path }),
    })),
    {
      label: "No sprint",
      checked: current === undefined ? undefined : current === null,
      onSelect: () => change({ sprint: null }),
    },
  ];
}

export interface TaskMenuActions {
  change: Change;
  open: () => void;
  /** Asks for the note that it goes into. */
  move: () => void;
  sprints?: readonly Sprint[];
}

/** The menu of one task. */
export function taskEntries(
  item: WorkItem,
  { change, open, move, sprints = [] }: TaskMenuActions,
): MenuEntry[] {
  return [
    { label: "Open in its note", icon: ExternalLink, keys: "enter", onSelect: open },
    "separator",
    { heading: "Status" },
    ...statusEntries(item.status, change),
    "separator",
    { label: "Priority", icon: Flag, entries: priorityEntries(item.priority, change) },
    { label: "Due", icon: CalendarDays, entries: dueEntries(change) },
    ...(sprints.length > 0
      ? [{ label: "Sprint", icon: RefreshCw, entries: sprintEntries(sprints, item.sprint, change) }]
      : []),
    // A task that is a note of its own is moved as files are.
    ...(item.line === null
      ? []
      : ["separator" as const, { label: "Move into another note…", icon: FolderInput, onSelect: move }]),
  ];
}
