/** The head of the grid: each column's name sorts by it. */
import { classes, Icon } from "@claudeprojects/ui";
import { ArrowDown, ArrowUp } from "lucide-react";

import { gridColumns, ROOMY } from "./gridColumns";
import type { SortKey } from "./rows";

const COLUMNS: readonly { key: SortKey; label: string; roomy?: boolean }[] = [
  { key: "description", label: "Task" },
  { key: "project", label: "Project", roomy: true },
  { key: "due", label: "Due" },
  { key: "priority", label: "Priority", roomy: true },
  { key: "assignee", label: "Person", roomy: true },
  { key: "estimate", label: "Estimate", roomy: true },
];

export interface SortHeaderProps {
  sort: string;
  onSort: (key: SortKey) => void;
  projects: boolean;
}

export function SortHeader({ sort, onSort, projects }: SortHeaderProps) {
  return (
    <div
      role="row"
      aria-rowindex={1}
      className={classes(
        "sticky top-0 z-10 h-7 border-b border-hairline bg-ground text-2 text-muted",
        gridColumns(projects),
      )}
    >
      <span role="columnheader" className="col-span-2">
        <span className="sr-only">Selection and status</span>
      </span>
      {COLUMNS.filter(({ key }) => projects || key !== "project").map(({ key, label, roomy }) => {
        const on = sort === key || sort === `-${key}`;
        return (
          <span
            key={key}
            role="columnheader"
            aria-sort={on ? (sort === key ? "ascending" : "descending") : "none"}
            className={classes("min-w-0 items-center", roomy === true ? ROOMY : "flex")}
          >
            <button
              type="button"
              tabIndex={0}
              onClick={() => onSort(key)}
              className={classes(
                "hit-target flex items-center gap-1 rounded-small px-1.5 hover:text-text",
                on && "font-medium text-text",
              )}
            >
              {label}
              {on && <Icon of={sort === key ? ArrowUp : ArrowDown} size={12} />}
            </button>
          </span>
        );
      })}
    </div>
  );
}
