/** Makes an element take tasks that are dropped on it; true while one is above it. */
import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useRef, useState } from "react";

import type { WorkItem } from "../api/tasks";
import { draggedTask } from "./dragging";

export function useTaskDrop(
  element: RefObject<HTMLElement | null>,
  onDrop: (item: WorkItem) => void,
): boolean {
  const [over, setOver] = useState(false);
  const latest = useRef(onDrop);
  useEffect(() => {
    latest.current = onDrop;
  });
  useEffect(() => {
    if (!element.current) return;
    return dropTargetForElements({
      element: element.current,
      canDrop: ({ source }) => draggedTask(source.data) !== null,
      onDragEnter: () => setOver(true),
      onDragLeave: () => setOver(false),
      onDrop: ({ source }) => {
        setOver(false);
        const item = draggedTask(source.data);
        if (item) latest.current(item);
      },
    });
  }, [element]);
  return over;
}
