/** Which card of a board has the focus, and where the keys lead from it. */
import { type KeyboardEvent, useCallback, useEffect, useRef, useState } from "react";

import type { WorkColumn, WorkItem } from "../../api/tasks";

type Put = (item: WorkItem, column: WorkColumn) => void;

/** The card that a step leads to: up and down within its column, left and right to the next column that has one. */
export function cardAt(columns: readonly WorkColumn[], key: string, step: string): WorkItem | undefined {
  const at = columns.findIndex(({ items }) => items.some((item) => item.key === key));
  const row = columns[at]?.items.findIndex((item) => item.key === key) ?? -1;
  if (row < 0) return undefined;
  if (step === "ArrowUp") return columns[at]?.items[row - 1];
  if (step === "ArrowDown") return columns[at]?.items[row + 1];
  const beyond = step === "ArrowLeft" ? columns.slice(0, at).reverse() : columns.slice(at + 1);
  const items = beyond.find((column) => column.items.length > 0)?.items ?? [];
  return items[Math.min(row, items.length - 1)];
}

export function useCardFocus() {
  const [key, set] = useState<string | null>(null);
  const following = useRef<string | null>(null);

  // A card that was moved is drawn anew elsewhere; the focus goes with it.
  useEffect(() => {
    if (following.current === null) return;
    const card = document.querySelector<HTMLElement>(`[data-card="${CSS.escape(following.current)}"]`);
    if (card && document.activeElement !== card) {
      card.focus();
      following.current = null;
    }
  });

  const follow = useCallback((next: string) => {
    following.current = next;
    set(next);
  }, []);

  const onKeyDown = useCallback(
    (event: KeyboardEvent, columns: readonly WorkColumn[], put: Put) => {
      const card = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-card]") : null;
      const current = card?.dataset.card;
      if (
        current === undefined ||
        !event.key.startsWith("Arrow") ||
        event.altKey ||
        event.metaKey ||
        event.ctrlKey
      )
        return;
      if (event.shiftKey) {
        const at = columns.findIndex(({ items }) => items.some((item) => item.key === current));
        const item = columns[at]?.items.find((one) => one.key === current);
        const target = columns[at + (event.key === "ArrowLeft" ? -1 : event.key === "ArrowRight" ? 1 : 0)];
        if (item && target && target !== columns[at]) put(item, target);
      } else {
        const next = cardAt(columns, current, event.key);
        if (next) follow(next.key);
      }
      event.preventDefault();
    },
    [follow],
  );

  return { key, set, follow, onKeyDown };
}
