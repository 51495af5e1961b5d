/** A file that is listed but cannot be read as text: which it is, why, and what still works. */
import { EmptyState } from "@claudeprojects/ui";
import { FileWarning } from "lucide-react";

import type { Note } from "../api/types";
import { fileSize } from "../lib/format";
import { attachmentUrl, nameOf } from "../lib/paths";
import { NoteHeader } from "./NoteHeader";
import { reasonWords } from "./reasons";

export function Unreadable({ note }: { note: Note }) {
  const { hint } = reasonWords(note.reason_code ?? "");
  return (
    <article className="flex h-full flex-col">
      <NoteHeader note={note} />
      <div className="min-h-0 flex-1">
        <EmptyState
          icon={FileWarning}
          title={`${nameOf(note.path)} (${fileSize(note.size)}) cannot be shown: ${note.reason ?? "it is not text"}.`}
          hint={hint}
          action={
            <a
              href={`${attachmentUrl(note.path)}?download=true`}
              className="inline-flex h-row items-center rounded-control px-2.5 text-3 font-medium text-accent-text hover:bg-fill"
            >
              Download the file as it is
            </a>
          }
        />
      </div>
    </article>
  );
}
