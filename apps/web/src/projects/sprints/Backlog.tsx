/** What is open and in no sprint. */
import { classes } from "@claudeprojects/ui";
import { useRef } from "react";

import type { Sprint } from "../../api/projects";
import type { WorkItem } from "../../api/tasks";
import { count } from "../../lib/format";
import { useTaskDrop } from "../useTaskDrop";
import { PlannedTask } from "./PlannedTask";

export interface BacklogProps {
  items: readonly WorkItem[];
  sprints: readonly Sprint[];
  onPut: (item: WorkItem, sprint: string | null) => void;
}

export function Backlog({ items, sprints, onPut }: BacklogProps) {
  const frame = useRef<HTMLElement>(null);
  const over = useTaskDrop(frame, (item) => onPut(item, null));
  return (
    <section
      ref={frame}
      aria-label="Backlog"
      className={classes("min-w-0 rounded-card", over && "outline-2 outline-offset-4 outline-accent-line")}
    >
      <h2 className="mb-2 flex h-row items-center gap-2 text-3 font-semibold">
        Backlog
        <span data-numeric className="font-normal text-muted">
          {count(items.length)}
        </span>
      </h2>
      {items.length === 0 && <p className="text-3 text-muted">Everything open is in a sprint.</p>}
      <ul className="-mx-2">
        {items.map((item) => (
          <PlannedTask key={item.key} item={item} sprints={sprints} onPut={onPut} />
        ))}
      </ul>
    </section>
  );
}
