/** Whether an element has room for two columns of text. */
import { useEffect, useState, type RefObject } from "react";

const WIDE = 860;

/** Follows the element's own width; false while not `active`. */
export function useWide(frame: RefObject<HTMLElement | null>, active: boolean): boolean {
  const [wide, setWide] = useState(false);
  useEffect(() => {
    const element = frame.current;
    if (!active || !element || typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(([entry]) => setWide((entry?.contentRect.width ?? 0) >= WIDE));
    observer.observe(element);
    return () => observer.disconnect();
  }, [frame, active]);
  return wide;
}
