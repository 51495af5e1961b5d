import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type MouseEvent } from "react";

import { ContextMenu } from "./Menu";
import type { MenuEntry } from "./menu-entries";
import { TreeItem } from "./TreeItem";
import { parentIndex, treeStep, typeahead, type TreeRow } from "./tree-rows";

export interface TreeProps {
  label: string;
  rows: readonly TreeRow[];
  /** The row shown as current (the open note). */
  current?: string | null | undefined;
  onToggle: (id: string, expanded: boolean) => void;
  /** Enter or a click on a leaf; `aside` with the command key or a middle click: open in a new tab. */
  onOpen: (id: string, how: { aside: boolean }) => void;
  /** Given, F2 renames in place. */
  onRename?: ((id: string, label: string) => void) | undefined;
  /** A row to rename at once (after "New note"). */
  renaming?: string | null | undefined;
  onRenamingChange?: ((id: string | null) => void) | undefined;
  onDelete?: ((id: string) => void) | undefined;
  menu?: ((id: string) => readonly MenuEntry[]) | undefined;
  className?: string | undefined;
}

const ROW = 28;
const TYPING_PAUSE = 700;

/** A tree of any length: only the rows in sight exist. Arrows, Home/End, letters, Enter, F2, Delete. */
export function Tree(props: TreeProps) {
  const { label, rows, current, onToggle, onOpen, onRename, onDelete, menu, className } = props;
  const id = useId();
  const viewport = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: "", at: 0 });
  const [active, setActive] = useState<string | null>(current ?? null);
  const [ownRenaming, setOwnRenaming] = useState<string | null>(null);
  const [menuRow, setMenuRow] = useState<string | null>(null);
  const renaming = props.renaming ?? ownRenaming;
  const setRenaming = (row: string | null) => {
    setOwnRenaming(row);
    props.onRenamingChange?.(row);
  };

  const activeIndex = Math.max(0, active === null ? 0 : rows.findIndex((row) => row.id === active));
  const coarse = typeof matchMedia === "function" && matchMedia("(pointer: coarse)").matches;
  const height = coarse ? 44 : ROW;
  // The React compiler is not used: the virtualiser's functions may change between renders.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => height,
    overscan: 12,
    initialRect: { width: 260, height: 600 },
    getItemKey: (index) => rows[index]?.id ?? index,
  });

  const currentIndex =
    current === null || current === undefined ? -1 : rows.findIndex((row) => row.id === current);
  useEffect(() => {
    if (current === null || current === undefined || currentIndex < 0) return;
    setActive(current);
    virtual.scrollToIndex(currentIndex, { align: "auto" });
    // Only a change of the current row moves the view, not the rows around it.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [current]);

  const go = (index: number) => {
    const row = rows[index];
    if (!row) return;
    setActive(row.id);
    virtual.scrollToIndex(index, { align: "auto" });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== viewport.current || rows.length === 0) return;
    const row = rows[activeIndex];
    if (!row) return;
    const page = Math.max(1, Math.floor((viewport.current.clientHeight || 280) / height) - 1);
    const step = treeStep(rows, activeIndex, event.key, page);
    const command = event.metaKey || event.ctrlKey;
    if (step !== null) go(step);
    else if (event.key === "ArrowRight" && row.expanded === false) onToggle(row.id, true);
    else if (event.key === "ArrowRight" && row.expanded === true) go(activeIndex + 1);
    else if (event.key === "ArrowLeft" && row.expanded === true) onToggle(row.id, false);
    else if (event.key === "ArrowLeft") go(parentIndex(rows, activeIndex));
    else if (event.key === "Enter" && row.expanded !== null) onToggle(row.id, !row.expanded);
    else if (event.key === "Enter") onOpen(row.id, { aside: command });
    else if (event.key === "F2" && onRename) setRenaming(row.id);
    else if (event.key === "Delete" && onDelete) onDelete(row.id);
    else if (event.key.length === 1 && event.key !== " " && !command && !event.altKey) {
      const now = Date.now();
      const text = now - typed.current.at > TYPING_PAUSE ? event.key : typed.current.text + event.key;
      typed.current = { text, at: now };
      go(typeahead(rows, activeIndex, text));
    } else return;
    event.preventDefault();
  };

  const onClick = (event: MouseEvent, row: TreeRow) => {
    setActive(row.id);
    viewport.current?.focus({ preventScroll: true });
    if (row.expanded !== null) onToggle(row.id, !row.expanded);
    else onOpen(row.id, { aside: event.metaKey || event.ctrlKey || event.button === 1 });
  };

  const tree = (
    <div
      ref={viewport}
      role="tree"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={rows[activeIndex] ? `${id}-${activeIndex}` : undefined}
      onKeyDown={onKeyDown}
      onContextMenu={(event) => {
        const row = (event.target as Element).closest<HTMLElement>("[data-row]");
        setMenuRow(row?.dataset.row ?? active);
      }}
      className={`group/tree h-full overflow-y-auto outline-none ${className ?? ""}`}
    >
      <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return (
            row && (
              <TreeItem
                key={row.id}
                id={`${id}-${item.index}`}
                row={row}
                top={item.start}
                height={item.size}
                current={row.id === current}
                active={item.index === activeIndex}
                renaming={row.id === renaming}
                onClick={onClick}
                onRename={(value) => {
                  setRenaming(null);
                  viewport.current?.focus({ preventScroll: true });
                  if (value !== null && value !== row.label) onRename?.(row.id, value);
                }}
              />
            )
          );
        })}
      </div>
    </div>
  );
  if (!menu) return tree;
  const entries = menuRow === null ? [] : menu(menuRow);
  return (
    <ContextMenu entries={entries} className="h-full min-h-0">
      {tree}
    </ContextMenu>
  );
}
