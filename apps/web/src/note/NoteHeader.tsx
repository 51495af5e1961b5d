/** Where the note lies, and what can be done with it. */
import { IconButton, Menu } from "@claudeprojects/ui";
import { BookOpen, ChevronRight, Ellipsis, Pencil } from "lucide-react";

import type { Note } from "../api/types";
import { useAppDispatch } from "../app/hooks";
import { useGo } from "../app/navigation";
import { treeMenu } from "../files/treeMenu";
import { ancestorsOf, nameOf, titleOf } from "../lib/paths";
import { pathRevealed } from "../state/tree";
import { sidebarShown } from "../state/layout";

export interface NoteHeaderProps {
  note: Note;
  editing?: boolean;
  /** The text below has no heading of its own: the note's name is one, for screen readers. */
  heading?: boolean;
  onToggle?: () => void;
}

export function NoteHeader({ note, editing = false, heading = true, onToggle }: NoteHeaderProps) {
  const dispatch = useAppDispatch();
  const go = useGo();
  const reveal = (folder: string) => {
    dispatch(sidebarShown());
    dispatch(pathRevealed(`${folder}/x`));
  };
  return (
    <header className="flex h-10 shrink-0 items-center gap-1 px-3">
      {heading && <h1 className="sr-only">{titleOf(note.path)}</h1>}
      <nav aria-label="Folder of this note" className="flex min-w-0 flex-1 items-center text-2 text-muted">
        {ancestorsOf(note.path).map((folder) => (
          <span key={folder} className="flex min-w-0 shrink items-center">
            <button
              type="button"
              title={folder}
              onClick={() => reveal(folder)}
              className="hit-target truncate rounded-small px-1 hover:bg-fill hover:text-text"
            >
              {nameOf(folder)}
            </button>
            <ChevronRight aria-hidden size={12} className="shrink-0" />
          </span>
        ))}
        <span className="truncate px-1 text-secondary" title={note.path}>
          {titleOf(note.path)}
        </span>
      </nav>
      {note.editable && onToggle && (
        <IconButton
          icon={editing ? BookOpen : Pencil}
          label={editing ? "Read" : "Edit"}
          keys="mod+e"
          onClick={onToggle}
        />
      )}
      <Menu
        trigger={<IconButton icon={Ellipsis} label="More about this note" />}
        entries={treeMenu({ path: note.path, folder: false, dispatch, go })}
      />
    </header>
  );
}
