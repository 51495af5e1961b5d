/** The files whose names fit the tree's filter, and the keys that walk them while the filter is typed in. */
import { listStep } from "@claudeprojects/ui";
import { type KeyboardEvent, useState } from "react";

import { useSuggestFilesQuery } from "../api/files";
import type { FileSuggestion } from "../api/types";
import { useGo } from "../app/navigation";
import { noteUrl } from "../lib/paths";
import { useDebounced } from "../lib/useDebounced";

const MOST = 200;

export interface NameFilterState {
  q: string;
  /** Null until the engine has answered. */
  items: readonly FileSuggestion[] | null;
  at: number;
  onAt: (index: number) => void;
  onOpen: (item: FileSuggestion, how: { aside: boolean }) => void;
  /** Arrows choose, Enter opens; for the field's own `onKeyDown`. */
  onKeyDown: (event: KeyboardEvent) => void;
}

export function useNameFilter(text: string): NameFilterState {
  const go = useGo();
  const q = useDebounced(text.trim(), 80);
  const { data } = useSuggestFilesQuery({ q, limit: MOST }, { skip: q === "" });
  const [chosen, setChosen] = useState({ q, at: 0 });
  const items = q === "" ? null : (data?.items ?? null);
  const count = items?.length ?? 0;
  // Other words find other files: the choice begins anew at the first.
  const at = chosen.q === q ? Math.min(chosen.at, Math.max(0, count - 1)) : 0;
  const onAt = (index: number) => setChosen({ q, at: index });
  const onOpen: NameFilterState["onOpen"] = (item, how) => go(noteUrl(item.path), how);
  const onKeyDown = (event: KeyboardEvent) => {
    const item = items?.[at];
    const step = listStep(event.key, at, count);
    if (step !== null) onAt(step);
    else if (event.key === "Enter" && item) onOpen(item, { aside: event.metaKey || event.ctrlKey });
    else return;
    event.preventDefault();
  };
  return { q, items, at, onAt, onOpen, onKeyDown };
}
