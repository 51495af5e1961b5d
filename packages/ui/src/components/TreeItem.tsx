import { ChevronRight } from "lucide-react";
import { useEffect, useRef, type MouseEvent } from "react";

import { classes } from "../lib/classes";
import { Icon } from "./Icon";
import type { TreeRow } from "./tree-rows";

export interface TreeItemProps {
  id: string;
  row: TreeRow;
  top: number;
  height: number;
  current: boolean;
  active: boolean;
  renaming: boolean;
  onClick: (event: MouseEvent, row: TreeRow) => void;
  /** The new label, or `null` when the person thought better of it. */
  onRename: (label: string | null) => void;
}

/** One row of a tree: indent guides, chevron, icon, label, trailing mark. */
export function TreeItem({
  id,
  row,
  top,
  height,
  current,
  active,
  renaming,
  onClick,
  onRename,
}: TreeItemProps) {
  return (
    <div
      id={id}
      data-row={row.id}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-expanded={row.expanded ?? undefined}
      aria-selected={current}
      aria-busy={row.loading === true || undefined}
      {...(row.position === undefined ? {} : { "aria-posinset": row.position })}
      {...(row.siblings === undefined ? {} : { "aria-setsize": row.siblings })}
      style={{ height, transform: `translateY(${top}px)`, paddingLeft: 6 + row.depth * 14 }}
      title={row.label}
      onClick={(event) => !renaming && onClick(event, row)}
      onAuxClick={(event) => event.button === 1 && onClick(event, row)}
      className={classes(
        "absolute inset-x-1 top-0 flex items-center gap-1.5 rounded-control pr-2 text-3 select-none",
        current ? "bg-accent-subtle font-medium text-text" : "hover:bg-fill",
        row.muted === true ? "text-muted" : "text-text",
        active &&
          "group-focus-visible/tree:outline-2 group-focus-visible/tree:-outline-offset-2 group-focus-visible/tree:outline-focus",
      )}
    >
      <Guides depth={row.depth} />
      <span className="flex size-4 shrink-0 items-center justify-center">
        {row.expanded !== null && (
          <Icon
            of={ChevronRight}
            size={14}
            className={classes(
              "text-muted transition-transform duration-(--exit)",
              row.expanded && "rotate-90",
            )}
          />
        )}
      </span>
      {row.icon && <Icon of={row.icon} className={current ? "text-accent-text" : "text-muted"} />}
      {renaming ? (
        <RenameField label={row.label} onDone={onRename} />
      ) : (
        <span dir="auto" className="min-w-0 flex-1 truncate text-left">
          {row.label}
        </span>
      )}
      {row.trailing !== undefined && !renaming && (
        <span aria-hidden className="shrink-0 text-2 text-muted">
          {row.trailing}
        </span>
      )}
    </div>
  );
}

function Guides({ depth }: { depth: number }) {
  return Array.from({ length: depth }, (_, level) => (
    <span
      key={level}
      aria-hidden
      className="absolute inset-y-0 w-px bg-(--hairline)"
      style={{ left: 13.5 + level * 14 }}
    />
  ));
}

function RenameField({ label, onDone }: { label: string; onDone: (label: string | null) => void }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    const dot = label.lastIndexOf(".");
    field.current?.setSelectionRange(0, dot > 0 ? dot : label.length);
  }, [label]);
  // Leaving the field after Enter or Escape is not a second answer.
  const answered = useRef(false);
  const finish = (value: string | null) => {
    if (answered.current) return;
    answered.current = true;
    onDone(value === null || value.trim() === "" ? null : value.trim());
  };
  return (
    <input
      ref={field}
      defaultValue={label}
      aria-label={`New name of ${label}`}
      spellCheck={false}
      onBlur={(event) => finish(event.target.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === "Enter") finish(event.currentTarget.value);
        if (event.key === "Escape") finish(null);
      }}
      className="-ml-1 h-5.5 min-w-0 flex-1 rounded-small bg-ground px-1 text-3 font-normal text-text shadow-[0_0_0_1.5px_var(--accent)] outline-none"
    />
  );
}
