import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";

import { classes } from "../lib/classes";

export interface ListProps<Item> {
  label: string;
  items: readonly Item[];
  keyOf: (item: Item) => string;
  renderItem: (item: Item, state: { active: boolean; selected: boolean }) => ReactNode;
  /** Enter or a click; `aside` with the command key. */
  onOpen: (item: Item, how: { aside: boolean }) => void;
  /** Space. */
  onPreview?: ((item: Item) => void) | undefined;
  /** Keys of the selected items; given, `x` selects. */
  selected?: ReadonlySet<string> | undefined;
  onSelectedChange?: ((selected: Set<string>) => void) | undefined;
  /** Hold the active row outside, for a search field whose arrows move it. */
  activeIndex?: number | undefined;
  onActiveIndexChange?: ((index: number) => void) | undefined;
  /** Rows are measured; this is only the first guess. */
  estimateHeight?: number;
  /** The last rows came in sight: time to fetch the next page. */
  onEndReached?: (() => void) | undefined;
  className?: string | undefined;
}

/** Where a key leads in a list of `count`; `null` when it does not move. For fields that steer a list from outside. */
export function listStep(key: string, index: number, count: number): number | null {
  if (count === 0) return null;
  const to: Record<string, number> = {
    ArrowDown: index + 1,
    ArrowUp: index - 1,
    PageDown: index + 10,
    PageUp: index - 10,
  };
  const next = to[key];
  return next === undefined ? null : Math.max(0, Math.min(count - 1, next));
}

/** A list of any length with rows of any height: only those in sight exist. */
export function List<Item>(props: ListProps<Item>) {
  const {
    label,
    items,
    keyOf,
    renderItem,
    onOpen,
    selected,
    estimateHeight = 34,
    onEndReached,
    className,
  } = props;
  const id = useId();
  const viewport = useRef<HTMLDivElement>(null);
  const [ownActive, setOwnActive] = useState(0);
  const active = Math.min(props.activeIndex ?? ownActive, Math.max(0, items.length - 1));
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => estimateHeight,
    overscan: 8,
    initialRect: { width: 400, height: 600 },
    getItemKey: (index) => {
      const item = items[index];
      return item === undefined ? index : keyOf(item);
    },
  });

  const moved = useRef(active);
  useEffect(() => {
    if (moved.current !== active) virtual.scrollToIndex(active, { align: "auto" });
    moved.current = active;
  }, [active, virtual]);

  const lastShown = virtual.getVirtualItems().at(-1)?.index ?? -1;
  useEffect(() => {
    if (lastShown >= items.length - 1 && items.length > 0) onEndReached?.();
  }, [lastShown, items.length, onEndReached]);

  const go = (index: number) => {
    setOwnActive(index);
    props.onActiveIndexChange?.(index);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const item = items[active];
    if (event.target !== viewport.current || item === undefined) return;
    const step =
      event.key === "Home"
        ? 0
        : event.key === "End"
          ? items.length - 1
          : listStep(event.key, active, items.length);
    if (step !== null) go(step);
    else if (event.key === "Enter") onOpen(item, { aside: event.metaKey || event.ctrlKey });
    else if (event.key === " " && props.onPreview) props.onPreview(item);
    else if (event.key === "x" && selected && props.onSelectedChange) {
      const next = new Set(selected);
      if (!next.delete(keyOf(item))) next.add(keyOf(item));
      props.onSelectedChange(next);
    } else return;
    event.preventDefault();
  };

  return (
    <div
      ref={viewport}
      role="listbox"
      aria-label={label}
      aria-multiselectable={selected !== undefined || undefined}
      tabIndex={0}
      aria-activedescendant={items.length > 0 ? `${id}-${active}` : undefined}
      onKeyDown={onKeyDown}
      className={`group/list h-full overflow-y-auto outline-none ${className ?? ""}`}
    >
      <div role="presentation" className="relative w-full" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map((row) => {
          const item = items[row.index];
          if (item === undefined) return null;
          const state = { active: row.index === active, selected: selected?.has(keyOf(item)) ?? false };
          return (
            <div
              key={row.key}
              id={`${id}-${row.index}`}
              ref={virtual.measureElement}
              data-index={row.index}
              role="option"
              aria-selected={selected ? state.selected : state.active}
              aria-posinset={row.index + 1}
              aria-setsize={items.length}
              style={{ transform: `translateY(${row.start}px)` }}
              onClick={(event) => {
                go(row.index);
                onOpen(item, { aside: event.metaKey || event.ctrlKey });
              }}
              className={classes(
                "absolute inset-x-1 top-0 rounded-control select-none",
                state.selected ? "bg-accent-subtle" : state.active ? "bg-fill" : "hover:bg-fill",
                state.active &&
                  "group-focus-visible/list:outline-2 group-focus-visible/list:-outline-offset-2 group-focus-visible/list:outline-focus",
              )}
            >
              {renderItem(item, state)}
            </div>
          );
        })}
      </div>
    </div>
  );
}
