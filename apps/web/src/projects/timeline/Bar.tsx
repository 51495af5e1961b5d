/** A task on the line of days: dragged to move it, at its ends to stretch it, with arrows by keyboard. */
import { classes } from "@claudeprojects/ui";

import type { TaskChanges, WorkItem } from "../../api/tasks";
import { taskText } from "../../tasks/words";
import { dragged, draggedDays, daysBetween, type Span } from "./scale";
import { useBarDrag } from "./useBarDrag";

export interface BarProps {
  item: WorkItem;
  span: Span;
  from: string;
  /** Pixels of a day. */
  width: number;
  /** Pixels of the row it lies in the middle of. */
  row: number;
  onChange: (changes: TaskChanges) => void;
}

const TONES: Record<WorkItem["status"], string> = {
  todo: "bg-accent-subtle shadow-[inset_0_0_0_1px_var(--accent-line)]",
  in_progress: "bg-accent-solid",
  on_hold: "bg-warning-subtle shadow-[inset_0_0_0_1px_var(--warning)]",
  done: "bg-success-subtle shadow-[inset_0_0_0_1px_var(--success)]",
  cancelled: "bg-fill-active",
  non_task: "bg-fill-active",
};

const HEIGHT = 20;
const GRIP = "absolute inset-y-0 w-2 cursor-ew-resize touch-none";

export function Bar({ item, span, from, width, row, onChange }: BarProps) {
  const { drag, begin, follow, end, cancel, onKeyDown } = useBarDrag(width, ({ grip, days }) =>
    onChange(draggedDays(item, grip, days)),
  );
  const shown = drag ? dragged(span, drag.grip, drag.days) : span;
  const left = daysBetween(from, shown.from) * width;
  const days = daysBetween(shown.from, shown.to) + 1;
  const text = taskText(item);
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={`Days of ${text}`}
      aria-valuenow={daysBetween(from, shown.to)}
      aria-valuetext={`${shown.from} to ${shown.to}`}
      title={`${text}\n${shown.from} – ${shown.to}`}
      onKeyDown={onKeyDown}
      onPointerDown={begin("move")}
      onPointerMove={follow}
      onPointerUp={end}
      onPointerCancel={cancel}
      style={{ left, width: Math.max(days * width - 2, 8), top: (row - HEIGHT) / 2 }}
      className={classes(
        "absolute h-5 cursor-grab touch-none rounded-small select-none",
        TONES[item.status],
        drag && "z-10 cursor-grabbing opacity-80",
      )}
    >
      <span aria-hidden onPointerDown={begin("from")} className={classes(GRIP, "left-0")} />
      <span aria-hidden onPointerDown={begin("to")} className={classes(GRIP, "right-0")} />
      {drag && drag.days !== 0 && (
        <span className="floats absolute top-6 left-0 px-1.5 py-0.5 text-1 whitespace-nowrap">{`${shown.from} – ${shown.to}`}</span>
      )}
    </div>
  );
}
