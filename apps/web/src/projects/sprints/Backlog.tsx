/** What is open and in no sprint. */
import { classes } from "@claudeprojects/ui";
import { useRef } from "react";
import { Link } from "react-router";

import type { Project, Sprint } from "../../api/projects";
import type { WorkItem } from "../../api/tasks";
import { count } from "../../lib/format";
import { projectUrl } from "../../lib/paths";
import { useTaskDrop } from "../useTaskDrop";
import { PlannedTask } from "./PlannedTask";

export interface BacklogProps {
  project: Project;
  /** How many more there are than are shown. */
  left: number;
  items: readonly WorkItem[];
  sprints: readonly Sprint[];
  onPut: (item: WorkItem, sprint: string | null) => void;
}

export function Backlog({ project, items, left, sprints, onPut }: BacklogProps) {
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
          {count(items.length + left)}
        </span>
      </h2>
      {items.length === 0 && <p className="text-3 text-muted">Everything open is in a sprint.</p>}
      <ul className="-mx-2">
        {items.map((item) => (
          <PlannedTask key={item.key} item={item} sprints={sprints} onPut={onPut} />
        ))}
      </ul>
      {left > 0 && (
        <Link
          to={projectUrl(project.path, "list")}
          className="mt-2 inline-block rounded-small text-3 text-accent-text hover:underline"
        >
          {count(left)} more in the list
        </Link>
      )}
    </section>
  );
}
