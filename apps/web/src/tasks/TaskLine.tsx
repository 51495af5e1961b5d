/** A task as one line of a short list: its box, which can be pressed, what it says, when it is due. */
import { Link } from "react-router";
import type { ReactNode } from "react";

import type { WorkItem } from "../api/tasks";
import { noteUrl } from "../lib/paths";
import { DueMark, People, PriorityIcon, StatusIcon } from "./marks";
import { useTaskActions } from "./useTaskActions";
import { STATUSES, taskText } from "./words";

export function TaskLine({ item, aside }: { item: WorkItem; aside?: ReactNode }) {
  const { change } = useTaskActions();
  const done = item.status === "done";
  const text = taskText(item);
  return (
    <li className="-mx-2 flex min-h-row-comfortable items-center gap-2.5 rounded-control px-2 text-3 hover:bg-fill">
      <button
        type="button"
        role="checkbox"
        aria-checked={done}
        aria-label={`${text}: done`}
        title={STATUSES[item.status].label}
        className="hit-target rounded-full"
        onClick={() => void change([item], { status: done ? "todo" : "done" })}
      >
        <StatusIcon status={item.status} />
      </button>
      <Link
        to={noteUrl(item.path, { line: item.line })}
        title={`${text} (${item.path})`}
        className="flex min-w-0 flex-1 items-center gap-2 rounded-small"
      >
        <span dir="auto" className={done ? "min-w-0 truncate text-muted line-through" : "min-w-0 truncate"}>
          {text}
        </span>
        {item.priority !== null && <PriorityIcon priority={item.priority} />}
      </Link>
      <People names={item.assignees} />
      <span className="max-w-2/5 shrink-0 truncate text-2 text-muted">
        {aside ?? <DueMark item={item} />}
      </span>
    </li>
  );
}
