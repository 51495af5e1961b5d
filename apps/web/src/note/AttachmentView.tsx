/** A file that is not text: shown by the browser where it can be, else offered as a download. */
import { EmptyState } from "@claudeprojects/ui";
import { Download, File } from "lucide-react";
import type { ReactNode } from "react";

import type { Note } from "../api/types";
import { fileSize, moment } from "../lib/format";
import { attachmentUrl, nameOf } from "../lib/paths";
import { NoteHeader } from "./NoteHeader";

function Shown({ note }: { note: Note }): ReactNode {
  const source = attachmentUrl(note.path);
  const name = nameOf(note.path);
  switch (note.kind) {
    case "image":
      return <img src={source} alt={name} className="m-auto max-h-full max-w-full object-contain" />;
    case "audio":
      return <audio controls src={source} aria-label={name} className="m-auto w-full max-w-120" />;
    case "video":
      return <video controls src={source} aria-label={name} className="m-auto max-h-full max-w-full" />;
    case "pdf":
      return (
        <iframe
          src={source}
          title={name}
          className="size-full rounded-card border border-hairline bg-raised"
        />
      );
    default:
      return (
        <EmptyState
          icon={File}
          title={`${name} has no view of its own here.`}
          hint="Open it with a program that knows it."
        />
      );
  }
}

export function AttachmentView({ note }: { note: Note }) {
  return (
    <article className="flex h-full flex-col" aria-label={nameOf(note.path)}>
      <NoteHeader note={note} />
      <div className="flex min-h-0 flex-1 overflow-auto px-4 pb-4">
        <Shown note={note} />
      </div>
      <footer
        className="flex shrink-0 items-center gap-4 border-t border-hairline px-4 py-2 text-2 text-muted"
        data-numeric
      >
        <span>{fileSize(note.size)}</span>
        <span>{moment(note.mtime)}</span>
        <a
          href={`${attachmentUrl(note.path)}?download=true`}
          className="ml-auto inline-flex items-center gap-1.5 rounded-small px-1.5 py-1 text-accent-text hover:bg-fill"
        >
          <Download aria-hidden size={14} strokeWidth={1.5} /> Download
        </a>
      </footer>
    </article>
  );
}
