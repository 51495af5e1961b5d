/** A task that is planned: dragged into a sprint, or sent there by its menu. */
import { classes, IconButton, Menu } from "@claudeprojects/ui";
import { Ellipsis } from "lucide-react";
import { useRef } from "react";
import { Link } from "react-router";

import type { Sprint } from "../../api/projects";
import type { WorkItem } from "../../api/tasks";
import { noteUrl } from "../../lib/paths";
import { People, PriorityIcon, StatusIcon } from "../../tasks/marks";
import { sprintEntries } from "../../tasks/taskMenu";
import { estimateText, taskText } from "../../tasks/words";
import { useDraggableTask } from "../dragging";

export interface PlannedTaskProps {
  item: WorkItem;
  sprints: readonly Sprint[];
  onPut: (item: WorkItem, sprint: string | null) => void;
}

export function PlannedTask({ item, sprints, onPut }: PlannedTaskProps) {
  const row = useRef<HTMLLIElement>(null);
  const dragging = useDraggableTask(row, item);
  const over = item.status === "done" || item.status === "cancelled";
  const text = taskText(item);
  return (
    <li
      ref={row}
      className={classes(
        "group/task flex min-h-row-comfortable cursor-grab items-center gap-2 rounded-control px-2 text-3 hover:bg-fill",
        dragging && "opacity-40",
      )}
    >
      <StatusIcon status={item.status} size={14} />
      <Link
        to={noteUrl(item.path, { line: item.line })}
        draggable={false}
        dir="auto"
        title={text}
        className={classes("min-w-0 flex-1 truncate rounded-small hover:underline", over && "text-muted")}
      >
        {text}
      </Link>
      {item.priority !== null && <PriorityIcon priority={item.priority} />}
      <People names={item.assignees} />
      <span data-numeric className="w-8 text-right text-2 text-muted">
        {estimateText(item)}
      </span>
      <Menu
        align="end"
        trigger={
          <IconButton icon={Ellipsis} size="small" label={`Sprint of ${text}`} className="text-muted" />
        }
        entries={sprintEntries(
          sprints.filter(({ state }) => state !== "past"),
          item.sprint,
          ({ sprint }) => onPut(item, sprint ?? null),
        )}
      />
    </li>
  );
}
