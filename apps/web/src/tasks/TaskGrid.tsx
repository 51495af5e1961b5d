/** Tasks in rows that can be edited in place, sorted, selected and changed together; only those in sight exist. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, useEffect, useId, useRef, useState } from "react";

import type { WorkItem } from "../api/tasks";
import { useGo } from "../app/navigation";
import { useCommands } from "../commands/registry";
import { noteUrl } from "../lib/paths";
import { BulkBar } from "./BulkBar";
import { GroupRow } from "./GroupRow";
import type { GridRow, SortKey } from "./rows";
import { SortHeader } from "./SortHeader";
import { TaskRow } from "./TaskRow";
import { useTaskActions } from "./useTaskActions";

export interface TaskGridProps {
  label: string;
  rows: readonly GridRow[];
  sort: string;
  onSort: (key: SortKey) => void;
  onFold?: ((key: string) => void) | undefined;
  /** Whether the project of a task is said. */
  projects?: boolean;
  onEndReached?: (() => void) | undefined;
}

/** The keys that open a field of the row with the cursor. */
const FIELDS: Record<string, string> = { s: "status", d: "due", p: "priority", a: "assignee", e: "estimate" };
const ROW = 34;

/** The keys of the row with the cursor, for the list of keys. */
const KEYS = [
  { id: "tasks.select", title: "Select the task, to change several", keys: "x" },
  { id: "tasks.all", title: "Select all", keys: "mod+a" },
  { id: "tasks.done", title: "Done, or to do again", keys: "space" },
  { id: "tasks.status", title: "Its status", keys: "s" },
  { id: "tasks.due", title: "When it is due", keys: "d" },
  { id: "tasks.priority", title: "Its priority", keys: "p" },
  { id: "tasks.person", title: "Who does it", keys: "a" },
  { id: "tasks.estimate", title: "Its estimate", keys: "e" },
  { id: "tasks.open", title: "Open it in its note", keys: "enter" },
].map((key) => ({ ...key, group: "This screen" as const }));

export function TaskGrid({
  label,
  rows,
  sort,
  onSort,
  onFold,
  projects = false,
  onEndReached,
}: TaskGridProps) {
  const id = useId();
  const viewport = useRef<HTMLDivElement>(null);
  const go = useGo();
  const { change } = useTaskActions();
  useCommands(KEYS);
  const [at, setAt] = useState(0);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const active = Math.min(at, Math.max(0, rows.length - 1));
  const current = rows[active];
  const items = new Map(
    rows.flatMap((row) => (row.kind === "item" ? [[row.item.key, row.item] as const] : [])),
  );
  const chosen = [...selected].flatMap((key) => items.get(key) ?? []);

  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW,
    overscan: 10,
    getItemKey: (index) => rows[index]?.key ?? index,
  });
  const last = virtual.getVirtualItems().at(-1)?.index ?? -1;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - 1) onEndReached?.();
  }, [last, rows.length, onEndReached]);

  const move = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setAt(next);
    virtual.scrollToIndex(next, { align: "auto" });
  };
  const select = (item: WorkItem) => {
    const next = new Set(selected);
    if (!next.delete(item.key)) next.add(item.key);
    setSelected(next);
  };
  const openField = (name: string) =>
    document.getElementById(`${id}-${active}`)?.querySelector<HTMLElement>(`[data-field="${name}"]`)?.click();

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    if (!event.currentTarget.contains(target) || target.closest("input, [role=columnheader]")) return;
    const steps: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + 12,
      PageUp: active - 12,
      Home: 0,
      End: rows.length - 1,
    };
    const step = steps[event.key];
    const modified = event.metaKey || event.ctrlKey || event.altKey;
    if (step !== undefined && !modified) move(step);
    else if (event.key === "Escape" && selected.size > 0) setSelected(new Set());
    else if (event.key === "a" && (event.metaKey || event.ctrlKey)) setSelected(new Set(items.keys()));
    else if (modified || current === undefined) return;
    else if (current.kind === "group" && ["Enter", " ", "ArrowLeft", "ArrowRight"].includes(event.key))
      onFold?.(current.key);
    else if (current.kind !== "item" || target.closest("button")) return;
    else if (event.key === "Enter") go(noteUrl(current.item.path, { line: current.item.line }));
    else if (event.key === "x") select(current.item);
    else if (event.key === " ")
      void change([current.item], { status: current.item.status === "done" ? "todo" : "done" });
    else if (FIELDS[event.key] !== undefined) openField(FIELDS[event.key] ?? "");
    else return;
    event.preventDefault();
  };

  return (
    <div className="@container relative flex h-full min-h-0 flex-col">
      <div
        ref={viewport}
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length + 1}
        aria-multiselectable
        tabIndex={0}
        aria-activedescendant={rows.length > 0 ? `${id}-${active}` : undefined}
        onKeyDown={onKeyDown}
        className="group/grid min-h-0 flex-1 overflow-y-auto outline-none"
      >
        <SortHeader sort={sort} onSort={onSort} projects={projects} />
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((place) => {
            const row = rows[place.index];
            if (!row) return null;
            const on = place.index === active;
            return (
              <div
                key={place.key}
                id={`${id}-${place.index}`}
                ref={virtual.measureElement}
                data-index={place.index}
                role="row"
                aria-rowindex={place.index + 2}
                aria-selected={row.kind === "item" ? selected.has(row.item.key) : undefined}
                style={{ transform: `translateY(${place.start}px)` }}
                onClick={() => setAt(place.index)}
                className={`group/row absolute inset-x-0 top-0 ${on ? "bg-fill group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2 group-focus-visible/grid:outline-focus" : "hover:bg-fill"} ${row.kind === "item" && selected.has(row.item.key) ? "!bg-accent-subtle" : ""}`}
              >
                {row.kind === "item" ? (
                  <TaskRow
                    item={row.item}
                    projects={projects}
                    selected={selected.has(row.item.key)}
                    onSelect={() => select(row.item)}
                    onChange={(changes) => void change([row.item], changes)}
                    onLeave={() => viewport.current?.focus()}
                  />
                ) : (
                  <GroupRow row={row} onFold={() => onFold?.(row.key)} />
                )}
              </div>
            );
          })}
        </div>
      </div>
      {chosen.length > 0 && (
        <BulkBar
          items={chosen}
          onChange={(changes) => void change(chosen, changes)}
          onClear={() => setSelected(new Set())}
        />
      )}
    </div>
  );
}
