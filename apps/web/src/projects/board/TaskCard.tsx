/** A task as a card: what it says, and the signs that matter when one decides what is next. */
import { classes, ContextMenu, Icon } from "@claudeprojects/ui";
import { Lock } from "lucide-react";
import { memo, useRef } from "react";
import { Link } from "react-router";

import type { Sprint } from "../../api/projects";
import type { TaskChanges, WorkItem } from "../../api/tasks";
import { useAppDispatch } from "../../app/hooks";
import { useGo } from "../../app/navigation";
import { plural } from "../../lib/format";
import { noteUrl } from "../../lib/paths";
import { overlayOpened } from "../../state/overlays";
import { DueMark, People, PriorityIcon } from "../../tasks/marks";
import { taskEntries } from "../../tasks/taskMenu";
import { estimateText, taskText } from "../../tasks/words";
import { useDraggableTask } from "../dragging";

export interface TaskCardProps {
  item: WorkItem;
  sprints: readonly Sprint[];
  /** Whether the tab key stops here. */
  reachable: boolean;
  onFocus: (key: string) => void;
  onChange: (item: WorkItem, changes: TaskChanges) => void;
}

export const TaskCard = memo(function TaskCard({
  item,
  sprints,
  reachable,
  onFocus,
  onChange,
}: TaskCardProps) {
  const card = useRef<HTMLAnchorElement>(null);
  const dragging = useDraggableTask(card, item);
  const go = useGo();
  const dispatch = useAppDispatch();
  const over = item.status === "done" || item.status === "cancelled";
  const estimate = estimateText(item);
  const url = noteUrl(item.path, { line: item.line });
  return (
    <ContextMenu
      entries={taskEntries(item, {
        change: (changes) => onChange(item, changes),
        open: () => go(url),
        move: () => dispatch(overlayOpened({ kind: "move-tasks", items: [item] })),
        sprints,
      })}
    >
      <Link
        ref={card}
        to={url}
        data-card={item.key}
        tabIndex={reachable ? 0 : -1}
        onFocus={() => onFocus(item.key)}
        className={classes(
          "block rounded-control bg-raised p-2.5 text-3 shadow-[0_0_0_1px_var(--hairline)] hover:shadow-[0_0_0_1px_var(--line-strong)]",
          "focus-visible:-outline-offset-1",
          dragging && "opacity-40",
        )}
      >
        <span dir="auto" className={classes("line-clamp-4 leading-snug break-words", over && "text-muted")}>
          {taskText(item)}
        </span>
        <span className="mt-1.5 flex flex-wrap items-center gap-x-2 gap-y-1 text-2 text-muted">
          {item.priority !== null && <PriorityIcon priority={item.priority} />}
          {item.blocked_by.length > 0 && !over && (
            <span
              className="inline-flex items-center gap-1 text-warning-text"
              title={`Waits for ${plural(item.blocked_by.length, "task")}`}
            >
              <Icon of={Lock} size={12} /> blocked
            </span>
          )}
          <DueMark item={item} />
          {item.tags.slice(0, 2).map((tag) => (
            <span key={tag} className="max-w-40 truncate">{`#${tag}`}</span>
          ))}
          <span className="ml-auto flex items-center gap-2 empty:hidden">
            {estimate !== "" && (
              <span data-numeric title="Estimate" className="rounded-small bg-fill px-1">
                {estimate}
              </span>
            )}
            <People names={item.assignees} />
          </span>
        </span>
      </Link>
    </ContextMenu>
  );
});
