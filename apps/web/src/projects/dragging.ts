/** Tasks that are dragged: what travels with them, and how an element becomes one that can be. */
import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useRef, useState } from "react";

import type { WorkItem } from "../api/tasks";

const TASK = Symbol("task");

/** The task that travels, or null when something else does. */
export function draggedTask(data: Record<string | symbol, unknown>): WorkItem | null {
  return (data[TASK] as WorkItem | undefined) ?? null;
}

/** Makes an element draggable with its task; true while it is on its way. */
export function useDraggableTask(element: RefObject<HTMLElement | null>, item: WorkItem): boolean {
  const [dragging, setDragging] = useState(false);
  const latest = useRef(item);
  useEffect(() => {
    latest.current = item;
  });
  useEffect(() => {
    if (!element.current) return;
    return draggable({
      element: element.current,
      getInitialData: () => ({ [TASK]: latest.current }),
      onDragStart: () => setDragging(true),
      onDrop: () => setDragging(false),
    });
  }, [element]);
  return dragging;
}
