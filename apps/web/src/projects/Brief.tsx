/** How a project's note begins. */
import { ErrorState, Skeleton } from "@claudeprojects/ui";
import { Link } from "react-router";

import { useGetNoteQuery } from "../api/notes";
import { problemOf } from "../api/problem";
import { noteUrl } from "../lib/paths";
import { Rendered } from "../note/Rendered";

const MOST = 1400;

/** The beginning of a note without its properties and title, up to its second section or some paragraphs. */
export function beginning(text: string): { text: string; whole: boolean } {
  const body = text
    .replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "")
    .trimStart()
    .replace(/^# .*\r?\n/, "")
    .trim();
  const section = /^#{1,3} .*/m.exec(body);
  const end = section && section.index > 0 ? section.index : body.length;
  let cut = body.slice(0, end);
  if (cut.length > MOST) cut = cut.slice(0, Math.max(cut.lastIndexOf("\n\n", MOST), 0) || MOST);
  return { text: cut.trim(), whole: cut.trim().length === body.length };
}

export function Brief({ path }: { path: string }) {
  const { data: note, error, refetch } = useGetNoteQuery(path);
  if (!note) {
    return error === undefined ? (
      <Skeleton lines={4} label="Reading the brief" />
    ) : (
      <ErrorState inline problem={problemOf(error)} onRetry={() => void refetch()} />
    );
  }
  const { text, whole } = beginning(note.text ?? "");
  return (
    <section aria-label="Brief" className="min-w-0">
      {text === "" ? (
        <p className="text-3 text-muted">
          The note says nothing yet.{" "}
          <Link to={noteUrl(path, { edit: true })} className="rounded-small text-accent-text hover:underline">
            Write the brief
          </Link>
          .
        </p>
      ) : (
        <div className="text-4">
          <Rendered note={note} text={text} compact />
        </div>
      )}
      {!whole && text !== "" && (
        <Link
          to={noteUrl(path)}
          className="mt-2 inline-block rounded-small text-3 text-accent-text hover:underline"
        >
          Read on in the note
        </Link>
      )}
    </section>
  );
}
