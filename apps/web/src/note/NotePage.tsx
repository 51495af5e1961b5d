/** One file of the vault, shown by its kind. */
import { ErrorState, Skeleton } from "@claudeprojects/ui";
import { useParams } from "react-router";

import { useGetNoteQuery } from "../api/notes";
import { problemOf } from "../api/problem";
import { AttachmentView } from "./AttachmentView";
import { CanvasView } from "./CanvasView";
import { MissingNote } from "./MissingNote";
import { NoteView } from "./NoteView";
import { Unreadable } from "./Unreadable";

const ATTACHMENTS = new Set(["pdf", "image", "audio", "video", "attachment"]);

export function NotePage() {
  const path = useParams()["*"] ?? "";
  const { currentData: note, error, refetch } = useGetNoteQuery(path);
  if (error && !note) {
    const problem = problemOf(error);
    if (problem.code === "note_not_found") return <MissingNote path={path} />;
    return <ErrorState problem={problem} onRetry={() => void refetch()} />;
  }
  if (!note) {
    return (
      <div className="mx-auto max-w-(--measure) px-6 py-10">
        <Skeleton lines={10} label="Reading the note" />
      </div>
    );
  }
  if (ATTACHMENTS.has(note.kind)) return <AttachmentView key={path} note={note} />;
  if (note.text === null) return <Unreadable note={note} />;
  if (note.kind === "canvas") return <CanvasView key={path} note={note} text={note.text} />;
  return <NoteView key={path} note={note} />;
}
