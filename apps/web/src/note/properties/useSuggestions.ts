/** What could be meant by what is typed into a property: values it has elsewhere, tags, and files after `[[`. */
import type { Suggestion } from "@claudeprojects/ui";
import { FileText } from "lucide-react";

import { useSuggestFilesQuery } from "../../api/files";
import { useGetTagsQuery } from "../../api/graph";
import { useGetPropertyValuesQuery } from "../../api/notes";
import { linkText } from "../../editor/completions";
import { count } from "../../lib/format";
import { folderOf } from "../../lib/paths";
import { type Kind, KIND_NAMES } from "./kinds";
import { KIND_ICONS } from "./icons";
import type { KnownProperty } from "../../api/types";

const MOST = 12;

/** `asked` is false while the field has no focus: then nothing is asked of the engine. */
export function useSuggestions(name: string, kind: Kind, typed: string, asked: boolean): Suggestion[] {
  const link = /^(.*)\[\[([^[\]|#]*)$/s.exec(typed);
  const tags = kind === "tags";
  const files = useSuggestFilesQuery({ q: link?.[2] ?? "", limit: MOST }, { skip: !asked || link === null });
  const values = useGetPropertyValuesQuery({ name, q: typed }, { skip: !asked || tags || link !== null });
  const known = useGetTagsQuery(undefined, { skip: !asked || !tags });
  if (!asked) return [];
  if (link !== null) {
    return (files.currentData?.items ?? []).map((file) => ({
      value: `${link[1] ?? ""}[[${linkText(file)}]]`,
      detail: folderOf(file.path),
      icon: FileText,
    }));
  }
  const wanted = typed.replace(/^#/, "").toLowerCase();
  const found = tags
    ? (known.data?.items ?? []).map(({ tag, count: notes }) => ({ value: tag, notes }))
    : (values.currentData ?? []);
  return found
    .filter(({ value }) => value.toLowerCase().includes(wanted) && value !== typed)
    .slice(0, MOST)
    .map(({ value, notes }) => ({ value, detail: count(notes) }));
}

/** The names used in the vault that fit what is typed and that the note does not have, the most used first. */
export function nameSuggestions(
  known: readonly KnownProperty[],
  typed: string,
  taken: readonly string[],
): Suggestion[] {
  const own = new Set(taken.map((name) => name.toLowerCase()));
  const wanted = typed.trim().toLowerCase();
  const fits = known.filter(
    ({ name }) => name.toLowerCase().includes(wanted) && !own.has(name.toLowerCase()),
  );
  const starts = (name: string) => Number(!name.toLowerCase().startsWith(wanted));
  return fits
    .sort((one, other) => starts(one.name) - starts(other.name) || other.notes - one.notes)
    .slice(0, MOST)
    .map(({ name, kind }) => ({ value: name, detail: KIND_NAMES[kind], icon: KIND_ICONS[kind] }));
}
