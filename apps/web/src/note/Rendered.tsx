/** A note's text as one reads it, with its links, tags, tasks and embeds tied to the app. */
import {
  Markdown,
  type EmbeddedNote,
  type FencedBlock,
  type Place,
  sectionOf,
} from "@claudeprojects/ui/markdown";
import { Skeleton } from "@claudeprojects/ui";
import { useCallback, useMemo } from "react";

import { useGetNoteQuery } from "../api/notes";
import { settingValue, useGetSettingsQuery } from "../api/settings";
import type { Note } from "../api/types";
import { useGo } from "../app/navigation";
import { attachmentUrl, nameOf, searchUrl } from "../lib/paths";
import { queryOf } from "./query/queries";
import { QueryBlock } from "./query/QueryBlock";
import { useLinks } from "./useLinks";

export interface RenderedProps {
  note: Note;
  /** What is shown: the disk's text, a draft, or a passage. */
  text: string;
  firstLine?: number;
  place?: Place | null;
  properties?: boolean;
  onToggleTask?: ((task: { line: number; symbol: string }) => void) | undefined;
  /** In a card: no large type, no measure. */
  compact?: boolean;
}

export function Rendered({
  note,
  text,
  firstLine = 0,
  place = null,
  properties = false,
  onToggleTask,
  compact = false,
}: RenderedProps) {
  const go = useGo();
  const { data: settings } = useGetSettingsQuery(undefined);
  const { resolve, open } = useLinks(note);
  const { path } = note;

  const openTag = useCallback((tag: string) => go(searchUrl(`tag:${tag}`)), [go]);
  const embed = useCallback((embedded: EmbeddedNote) => <Embedded {...embedded} />, []);
  const fence = useCallback(
    (block: FencedBlock) => {
      const query = queryOf(block, path);
      return query && <QueryBlock query={query} />;
    },
    [path],
  );

  return (
    <Markdown
      text={text}
      path={path}
      firstLine={firstLine}
      place={place}
      resolve={resolve}
      attachmentUrl={attachmentUrl}
      renderEmbed={embed}
      renderFence={fence}
      onOpenLink={open}
      onOpenTag={openTag}
      onToggleTask={onToggleTask}
      allowRemote={settingValue(settings, "ui.remote_images", false)}
      className={compact ? "compact" : ""}
      {...(properties ? { properties: note.properties } : {})}
    />
  );
}

/** Another note, or the passage of it that the subpath names, inside this one. */
function Embedded({ path, subpath }: EmbeddedNote) {
  const { data, error } = useGetNoteQuery(path);
  const passage = useMemo(() => sectionOf(data?.text ?? "", subpath), [data?.text, subpath]);
  if (error) return <p className="text-3 text-muted">{`${nameOf(path)} cannot be read.`}</p>;
  if (!data) return <Skeleton lines={2} label="Reading the embedded note" />;
  return <Rendered note={data} text={passage.text} firstLine={passage.firstLine} />;
}
