/** One sprint: its days and goal, what is in it against what fits, and its tasks. */
import { Badge, classes, Icon } from "@claudeprojects/ui";
import { ChevronDown, ChevronRight } from "lucide-react";
import { useRef, useState } from "react";

import type { Sprint } from "../../api/projects";
import type { WorkItem } from "../../api/tasks";
import { ShareBar } from "../ShareBar";
import { useTaskDrop } from "../useTaskDrop";
import { doneWords, spanWords, SPRINT_STATES } from "../words";
import { PlannedTask } from "./PlannedTask";

export interface SprintLaneProps {
  sprint: Sprint;
  sprints: readonly Sprint[];
  items: readonly WorkItem[];
  /** Whether these are all of its tasks; of a very large one the rest is counted by the engine. */
  whole: boolean;
  onPut: (item: WorkItem, sprint: string | null) => void;
}

/** The sum of the estimates of what was not cancelled, in the unit most of them have. */
export function committed(items: readonly WorkItem[]): { amount: number; unit: string } {
  const counted = items
    .filter(({ status }) => status !== "cancelled")
    .flatMap(({ estimate }) => estimate ?? []);
  const unit = counted.filter((one) => one.unit === "hours").length * 2 > counted.length ? "hours" : "points";
  const amount = counted.filter((one) => one.unit === unit).reduce((sum, one) => sum + one.amount, 0);
  return { amount, unit };
}

function Capacity({ sprint, items, whole }: Pick<SprintLaneProps, "sprint" | "items" | "whole">) {
  const shown = committed(items);
  const { points, hours } = sprint.progress;
  const { unit } = shown;
  const amount = whole || items.length === 0 ? shown.amount : unit === "hours" ? hours : points;
  const { capacity } = sprint;
  // A sprint without estimates and without a capacity is told by its tasks, below.
  if (capacity === null && amount === 0) return null;
  if (capacity === null) {
    return <span data-numeric className="text-2 text-muted">{`${amount} ${unit}`}</span>;
  }
  const text = `${amount} of ${capacity} ${unit}`;
  return (
    <span className="flex items-center gap-2">
      <ShareBar
        neutral
        label={`Filled: ${sprint.title}`}
        value={amount}
        max={capacity}
        text={text}
        className="w-24"
      />
      <span
        data-numeric
        className={classes("text-2", amount > capacity ? "font-medium text-warning-text" : "text-muted")}
      >
        {amount > capacity ? `${text}, ${Math.round((amount - capacity) * 10) / 10} too many` : text}
      </span>
    </span>
  );
}

export function SprintLane({ sprint, sprints, items, whole, onPut }: SprintLaneProps) {
  const frame = useRef<HTMLElement>(null);
  const over = useTaskDrop(frame, (item) => onPut(item, sprint.path));
  const [open, setOpen] = useState(sprint.state === "current" || sprint.state === "future");
  const state = SPRINT_STATES[sprint.state];
  return (
    <section
      ref={frame}
      aria-label={sprint.title}
      className={classes("rounded-card bg-side px-3 py-2", over && "outline-2 outline-accent-line")}
    >
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-row min-w-0 flex-1 basis-40 items-center gap-1.5 rounded-small text-left text-3 font-semibold"
        >
          <Icon of={open ? ChevronDown : ChevronRight} size={14} className="text-muted" />
          <span dir="auto" className="min-w-0 truncate" title={sprint.title}>
            {sprint.title}
          </span>
          <Badge tone={state.tone}>{state.label}</Badge>
        </button>
        <span className="text-2 text-muted">{spanWords(sprint)}</span>
        <Capacity sprint={sprint} items={items} whole={whole} />
      </header>
      {open && (
        <>
          {sprint.goal !== null && (
            <p dir="auto" className="mt-1 mb-1.5 pl-5 text-3 text-pretty text-secondary">
              {sprint.goal}
            </p>
          )}
          <ul className="-mx-1 mt-1">
            {items.map((item) => (
              <PlannedTask key={item.key} item={item} sprints={sprints} onPut={onPut} />
            ))}
          </ul>
          {items.length === 0 && <p className="py-2 pl-5 text-3 text-muted">Drag tasks here.</p>}
          {sprint.progress.total > 0 && (
            <p className="mt-1 pl-5 text-2 text-muted">{doneWords(sprint.progress)}</p>
          )}
        </>
      )}
    </section>
  );
}
