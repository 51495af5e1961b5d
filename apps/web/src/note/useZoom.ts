/** Panning and zooming a plane with the pointer, the wheel and the keyboard. */
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from "react";

import type { Box } from "./canvas";

export interface View {
  x: number;
  y: number;
  scale: number;
}

const SMALLEST = 0.05;
const LARGEST = 3;
const STEP = 60;

/** The view that shows a whole box, never enlarged. */
export function fit(box: Box, width: number, height: number): View {
  const scale = Math.max(SMALLEST, Math.min(1, width / box.width, height / box.height));
  return {
    scale,
    x: width / 2 - (box.x + box.width / 2) * scale,
    y: height / 2 - (box.y + box.height / 2) * scale,
  };
}

/** Zooms about a point of the frame. */
export function zoomAt(view: View, factor: number, x: number, y: number): View {
  const scale = Math.max(SMALLEST, Math.min(LARGEST, view.scale * factor));
  const ratio = scale / view.scale;
  return { scale, x: x - (x - view.x) * ratio, y: y - (y - view.y) * ratio };
}

interface Point {
  x: number;
  y: number;
}

function pointOf({ clientX, clientY }: PointerEvent): Point {
  return { x: clientX, y: clientY };
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

export function useZoom(box: Box) {
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<View | null>(null);
  const fingers = useRef(new Map<number, Point>());

  const reset = useCallback(() => {
    const { clientWidth = 1, clientHeight = 1 } = frame.current ?? {};
    setView(fit(box, clientWidth, clientHeight));
  }, [box]);
  useEffect(reset, [reset]);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      setView((now) => {
        if (!now) return now;
        if (event.ctrlKey || event.metaKey) {
          return zoomAt(now, Math.exp(-event.deltaY / 200), event.clientX - left, event.clientY - top);
        }
        return { ...now, x: now.x - event.deltaX, y: now.y - event.deltaY };
      });
    };
    // React's wheel listener is passive; this one must keep the page from scrolling.
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, []);

  const zoom = (factor: number) => {
    const { clientWidth = 0, clientHeight = 0 } = frame.current ?? {};
    setView((now) => now && zoomAt(now, factor, clientWidth / 2, clientHeight / 2));
  };
  const handlers = {
    onPointerDown: (event: PointerEvent) => {
      if (event.target instanceof Element && event.target.closest("a, button")) return;
      fingers.current.set(event.pointerId, pointOf(event));
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent) => {
      const from = fingers.current.get(event.pointerId);
      if (!from) return;
      const to = pointOf(event);
      const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
      fingers.current.set(event.pointerId, to);
      const { left = 0, top = 0 } = frame.current?.getBoundingClientRect() ?? {};
      setView((now) => {
        if (!now) return now;
        if (!other) return { ...now, x: now.x + to.x - from.x, y: now.y + to.y - from.y };
        return zoomAt(now, distance(to, other) / (distance(from, other) || 1), other.x - left, other.y - top);
      });
    },
    onPointerUp: (event: PointerEvent) => {
      fingers.current.delete(event.pointerId);
    },
    onPointerCancel: (event: PointerEvent) => {
      fingers.current.delete(event.pointerId);
    },
    onKeyDown: (event: KeyboardEvent) => {
      const move: Record<string, [number, number]> = {
        ArrowLeft: [STEP, 0],
        ArrowRight: [-STEP, 0],
        ArrowUp: [0, STEP],
        ArrowDown: [0, -STEP],
      };
      const by = move[event.key];
      if (by) setView((now) => now && { ...now, x: now.x + by[0], y: now.y + by[1] });
      else if (event.key === "+" || event.key === "=") zoom(1.25);
      else if (event.key === "-") zoom(0.8);
      else if (event.key === "0") reset();
      else return;
      event.preventDefault();
    },
  };
  return { frame, view, handlers, zoom, reset };
}
