/** Choosing a note by its name, as the quick switcher finds it. */
import { Palette } from "@claudeprojects/ui";
import { useState } from "react";

import { useSuggestFilesQuery } from "../api/files";
import { useDebounced } from "../lib/useDebounced";
import { suggested } from "./suggested";

export interface NotePickerProps {
  label: string;
  /** Not offered: those chosen already. */
  without: readonly string[];
  onPick: (path: string) => void;
  onClose: () => void;
}

export function NotePicker({ label, without, onPick, onClose }: NotePickerProps) {
  const [query, setQuery] = useState("");
  const q = useDebounced(query.trim(), 60);
  const { data } = useSuggestFilesQuery({ q, limit: q === "" ? 12 : 40 });
  const items = (data?.items ?? [])
    .filter(({ path, kind }) => kind === "note" && !without.includes(path))
    .map((suggestion) => suggested(suggestion, onPick));
  return (
    <Palette
      open
      onOpenChange={(open) => !open && onClose()}
      label={label}
      placeholder="Name, path or alias"
      filter={false}
      query={query}
      onQueryChange={setQuery}
      groups={items.length > 0 ? [{ heading: q === "" ? "Changed last" : undefined, items }] : []}
      empty={q === "" ? "Type a few letters of a name." : "No note of that name."}
    />
  );
}
