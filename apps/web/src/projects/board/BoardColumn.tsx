/** One column of a board: its name, how full it is against its limit, and its cards, of which those in sight exist. */
import { classes } from "@claudeprojects/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useEffect, useRef } from "react";

import type { Sprint } from "../../api/projects";
import type { TaskChanges, WorkColumn, WorkItem } from "../../api/tasks";
import { count } from "../../lib/format";
import { StatusIcon } from "../../tasks/marks";
import { useTaskDrop } from "../useTaskDrop";
import { TaskCard } from "./TaskCard";

export interface BoardColumnProps {
  column: WorkColumn;
  sprints: readonly Sprint[];
  /** The key of the card that has the focus, wherever it is. */
  focused: string | null;
  onFocus: (key: string) => void;
  onDrop: (item: WorkItem, column: WorkColumn) => void;
  onChange: (item: WorkItem, changes: TaskChanges) => void;
}

const CARD = 84;

function Head({ column: { title, total, limit, statuses } }: { column: WorkColumn }) {
  const over = limit !== null && total > limit;
  return (
    <header className="flex h-9 shrink-0 items-center gap-2 px-2.5">
      {statuses[0] && <StatusIcon status={statuses[0]} size={14} />}
      <h2 className="min-w-0 truncate text-3 font-semibold">{title}</h2>
      <span
        data-numeric
        title={
          limit === null ? undefined : over ? `More than its limit of ${limit}` : `At most ${limit} at once`
        }
        className={classes(
          "rounded-small px-1 text-2",
          over ? "bg-warning-subtle font-medium text-warning-text" : "text-muted",
        )}
      >
        {count(total)}
        {limit !== null && ` of ${count(limit)}`}
        {over && <span className="sr-only">, over its limit</span>}
      </span>
    </header>
  );
}

export const BoardColumn = memo(function BoardColumn({
  column,
  sprints,
  focused,
  onFocus,
  onDrop,
  onChange,
}: BoardColumnProps) {
  const frame = useRef<HTMLElement>(null);
  const viewport = useRef<HTMLDivElement>(null);
  const over = useTaskDrop(frame, (item) => onDrop(item, column));
  const { items, total } = column;
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => CARD,
    gap: 6,
    overscan: 6,
    getItemKey: (index) => items[index]?.key ?? index,
  });
  const at = items.findIndex(({ key }) => key === focused);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);
  const entry = at >= 0 ? focused : (items[0]?.key ?? null);

  return (
    <section
      ref={frame}
      aria-label={`${column.title}, ${count(total)}`}
      className={classes(
        "flex w-72 max-w-[82vw] min-w-60 flex-1 shrink-0 snap-start flex-col rounded-card bg-side",
        over && "outline-2 -outline-offset-2 outline-accent-line",
      )}
    >
      <Head column={column} />
      <div ref={viewport} className="min-h-0 flex-1 overflow-y-auto px-1.5 pt-0.5 pb-2">
        {items.length === 0 && <p className="px-1.5 py-2 text-2 text-muted">Nothing here.</p>}
        <ul className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((row) => {
            const item = items[row.index];
            if (!item) return null;
            return (
              <li
                key={row.key}
                ref={virtual.measureElement}
                data-index={row.index}
                className="absolute inset-x-0 top-0"
                style={{ transform: `translateY(${row.start}px)` }}
              >
                <TaskCard
                  item={item}
                  sprints={sprints}
                  reachable={item.key === entry}
                  onFocus={onFocus}
                  onChange={onChange}
                />
              </li>
            );
          })}
        </ul>
        {total > items.length && (
          <p className="px-1.5 pt-2 text-2 text-muted">
            {count(total - items.length)} more; narrow them with the filter.
          </p>
        )}
      </div>
    </section>
  );
});
