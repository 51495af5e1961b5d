/** Moves and stretches a bar with the pointer or the arrow keys; told once, when it is let go. */
import { type KeyboardEvent, type PointerEvent, useState } from "react";

import type { Grip } from "./scale";

export interface BarDrag {
  grip: Grip;
  days: number;
}

export function useBarDrag(width: number, onDone: (drag: BarDrag) => void) {
  const [drag, setDrag] = useState<(BarDrag & { x: number }) | null>(null);
  const begin = (grip: Grip) => (event: PointerEvent<HTMLElement>) => {
    if (event.button !== 0) return;
    event.stopPropagation();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ grip, days: 0, x: event.clientX });
  };
  const follow = (event: PointerEvent<HTMLElement>) => {
    if (drag) setDrag({ ...drag, days: Math.round((event.clientX - drag.x) / width) });
  };
  const end = () => {
    if (drag && drag.days !== 0) onDone(drag);
    setDrag(null);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === "Escape" && drag) setDrag(null);
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step === undefined || event.altKey || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    onDone({ grip: event.shiftKey ? "to" : "move", days: step });
  };
  return { drag, begin, follow, end, cancel: () => setDrag(null), onKeyDown };
}
