/** A text file: read or edited, with its unsaved text and both sides of a conflict. */
import { useEffect } from "react";
import { Eye, Pencil, Save } from "lucide-react";
import { useLocation, useSearchParams } from "react-router";

import type { Note } from "../api/types";
import { useAppDispatch } from "../app/hooks";
import { type Command, useCommands } from "../commands/registry";
import { titleOf } from "../lib/paths";
import { overlayOpened } from "../state/overlays";
import { ConflictView } from "./ConflictView";
import { DraftBar } from "./DraftBar";
import { EditingView } from "./EditingView";
import { NoteHeader } from "./NoteHeader";
import { ReadingView } from "./ReadingView";
import { useDraft } from "./useDraft";

/** The 0-based line that `?line=` asks for. */
function lineOf(parameters: URLSearchParams): number | null {
  const line = Number(parameters.get("line"));
  return Number.isInteger(line) && line > 0 ? line - 1 : null;
}

export function NoteView({ note }: { note: Note }) {
  const dispatch = useAppDispatch();
  const draft = useDraft(note);
  const [parameters, setParameters] = useSearchParams();
  const { key, hash } = useLocation();
  const editing = parameters.get("mode") === "edit" && note.editable;

  useEffect(() => {
    document.title = `${titleOf(note.path)} · ClaudeProjects`;
  }, [note.path]);

  const toggle = () =>
    setParameters((now) => {
      const next = new URLSearchParams(now);
      next.delete("line");
      if (editing) next.delete("mode");
      else next.set("mode", "edit");
      return next;
    });
  const commands: Command[] = [
    {
      id: "note.rename",
      title: "Rename this note",
      group: "This screen",
      keys: "F2",
      icon: Pencil,
      run: () => dispatch(overlayOpened({ kind: "rename", path: note.path, folder: false })),
    },
    {
      id: "note.move",
      title: "Move this note to…",
      group: "This screen",
      run: () => dispatch(overlayOpened({ kind: "move", path: note.path, folder: false })),
    },
    {
      id: "note.trash",
      title: "Move this note to the trash",
      group: "This screen",
      run: () => dispatch(overlayOpened({ kind: "trash", path: note.path, folder: false })),
    },
  ];
  if (note.editable) {
    commands.unshift(
      {
        id: "note.edit",
        title: editing ? "Read" : "Edit",
        group: "This screen",
        keys: "mod+e",
        icon: editing ? Eye : Pencil,
        run: toggle,
      },
      {
        id: "note.save",
        title: "Save",
        group: "This screen",
        keys: "mod+s",
        icon: Save,
        run: () => void draft.save(),
      },
    );
  }
  useCommands(commands);

  return (
    <article className="flex h-full flex-col" aria-label={titleOf(note.path)}>
      <NoteHeader
        note={note}
        editing={editing}
        heading={editing || draft.conflict !== null || note.kind !== "note"}
        onToggle={toggle}
      />
      <DraftBar draft={draft} editing={editing} />
      <div className="min-h-0 flex-1">
        {draft.conflict ? (
          <ConflictView mine={draft.text} other={draft.conflict} draft={draft} />
        ) : editing ? (
          <EditingView note={note} draft={draft} line={lineOf(parameters)} />
        ) : (
          <ReadingView note={note} draft={draft} line={lineOf(parameters)} anchor={hash} visit={key} />
        )}
      </div>
    </article>
  );
}
