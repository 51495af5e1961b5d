import { useSyncExternalStore } from "react";

let message = "";
const listeners = new Set<() => void>();

/** Tells screen readers of a result, a progress or a change that sighted people see. */
export function announce(text: string): void {
  // A message that repeats is told apart by a trailing no-break space, else it would be passed over.
  message = text === message ? `${text}\u00a0` : text;
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The hidden line in which announcements are read out. */
export function LiveRegion() {
  const text = useSyncExternalStore(subscribe, () => message);
  return (
    <div role="status" aria-live="polite" className="sr-only">
      {text}
    </div>
  );
}
