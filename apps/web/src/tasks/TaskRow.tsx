/** One task in the grid; each of its cells opens what changes it. */
import { Checkbox, classes, Icon, Menu } from "@claudeprojects/ui";
import { Lock, Repeat } from "lucide-react";
import { Link } from "react-router";

import type { TaskChanges, WorkItem } from "../api/tasks";
import { noteUrl, projectUrl, titleOf } from "../lib/paths";
import { Dash } from "./Dash";
import { gridColumns, ROOMY } from "./gridColumns";
import { DueMark, People, PriorityIcon, StatusIcon } from "./marks";
import { priorityEntries, statusEntries } from "./taskMenu";
import { TypedCell } from "./TypedCell";
import { estimateText, STATUSES, taskText } from "./words";

const CELL = "flex h-row-comfortable min-w-0 items-center";
const BUTTON =
  "hit-target flex h-6 min-w-6 max-w-full items-center rounded-small px-1.5 text-2 text-secondary hover:bg-fill-hover";

export interface TaskRowProps {
  item: WorkItem;
  projects: boolean;
  selected: boolean;
  onSelect: () => void;
  onChange: (changes: TaskChanges) => void;
  /** A field was left by Enter or Escape: the keys belong to the grid again. */
  onLeave: () => void;
}

export function TaskRow({ item, projects, selected, onSelect, onChange, onLeave }: TaskRowProps) {
  const text = taskText(item);
  const over = item.status === "done" || item.status === "cancelled";
  return (
    <div role="presentation" className={gridColumns(projects)}>
      <span role="gridcell" className={classes(CELL, "pl-1 [&_label>span:last-child]:sr-only")}>
        <Checkbox checked={selected} onChange={onSelect} label={`Select ${text}`} />
      </span>
      <span role="gridcell" className={CELL}>
        <Menu
          trigger={
            <button
              type="button"
              tabIndex={-1}
              data-field="status"
              aria-label={`Status: ${STATUSES[item.status].label}`}
              className={BUTTON}
            >
              <StatusIcon status={item.status} />
            </button>
          }
          entries={statusEntries(item.status, onChange)}
        />
      </span>
      <span role="gridcell" className={classes(CELL, "gap-2 pl-1.5 text-3")}>
        <Link
          to={noteUrl(item.path, { line: item.line })}
          tabIndex={-1}
          dir="auto"
          title={`${text} (${item.path})`}
          className={classes("min-w-0 truncate rounded-small hover:underline", over && "text-muted")}
        >
          {text}
        </Link>
        {item.blocked_by.length > 0 && !over && (
          <Icon of={Lock} size={12} label="Blocked" className="text-warning-text" />
        )}
        {item.recurrence !== null && (
          <Icon of={Repeat} size={12} label={item.recurrence} className="text-muted" />
        )}
        {item.tags.slice(0, 2).map((tag) => (
          <span
            key={tag}
            className="hidden max-w-28 truncate text-2 text-muted @min-[60rem]:inline"
          >{`#${tag}`}</span>
        ))}
      </span>
      {projects && (
        <span role="gridcell" className={classes(CELL, ROOMY, "text-2")}>
          {item.project !== null && (
            <Link
              to={projectUrl(item.project)}
              tabIndex={-1}
              title={titleOf(item.project)}
              className="min-w-0 truncate rounded-small px-1.5 text-muted hover:text-text hover:underline"
            >
              {titleOf(item.project)}
            </Link>
          )}
        </span>
      )}
      <span role="gridcell" className={CELL}>
        <TypedCell
          field="due"
          label={`Due day of ${text}`}
          type="date"
          value={item.due ?? ""}
          className={BUTTON}
          onCommit={(due) => onChange({ due: due === "" ? null : due })}
          onLeave={onLeave}
        >
          <DueMark item={item} />
        </TypedCell>
      </span>
      <span role="gridcell" className={classes(CELL, ROOMY)}>
        <Menu
          trigger={
            <button
              type="button"
              tabIndex={-1}
              data-field="priority"

              className={BUTTON}
            >
              <span className="sr-only">Priority: </span>
              {item.priority === null ? <Dash /> : <PriorityIcon priority={item.priority} named />}
            </button>
          }
          entries={priorityEntries(item.priority, onChange)}
        />
      </span>
      <span role="gridcell" className={classes(CELL, ROOMY)}>
        <TypedCell
          field="assignee"
          label={`People of ${text}, separated by commas`}
          value={item.assignees.join(", ")}
          className={BUTTON}
          onCommit={(names) =>
            onChange({
              assignees: names
                .split(",")
                .map((name) => name.trim().replace(/^@/, ""))
                .filter(Boolean),
            })
          }
          onLeave={onLeave}
        >
          <People names={item.assignees} />
        </TypedCell>
      </span>
      <span role="gridcell" className={classes(CELL, ROOMY)}>
        <TypedCell
          field="estimate"
          label={`Estimate of ${text}`}
          value={estimateText(item).replace(" ", "")}
          className={BUTTON}
          onCommit={(estimate) => onChange({ estimate: estimate.trim() === "" ? null : estimate.trim() })}
          onLeave={onLeave}
        >
          <span data-numeric>{estimateText(item)}</span>
        </TypedCell>
      </span>
    </div>
  );
}
