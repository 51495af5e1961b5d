/** Everything that changes files, with its toast, its way back, and tabs and drafts that follow. */
import { announce, toast } from "@claudeprojects/ui";
import { useMemo } from "react";

import { api } from "../api/api";
import { useCreateFolderMutation } from "../api/files";
import { useWriteNoteMutation } from "../api/notes";
import {
  MOVED,
  useMoveMutation,
  useRestoreMutation,
  useTrashMutation,
  useUndoMutation,
} from "../api/operations";
import { type Problem, problemOf } from "../api/problem";
import type { Operation } from "../api/types";
import { useAppDispatch } from "../app/hooks";
import { useGo, useShownPath } from "../app/navigation";
import { afterFollowing, useFollow } from "../app/useFollow";
import { plural } from "../lib/format";
import { nameOf, noteUrl, titleOf } from "../lib/paths";

/** What an operation did, in numbers: “12 links in 5 notes updated”. */
export function linksWords(operation: Operation): string | null {
  const changed = operation.files.filter((file) => file.links > 0);
  const links = changed.reduce((sum, file) => sum + file.links, 0);
  return links === 0 ? null : `${plural(links, "link")} in ${plural(changed.length, "note")} updated`;
}

function failed(error: unknown): Problem {
  const problem = problemOf(error);
  toast({ title: problem.title, detail: problem.hint ?? problem.detail, tone: "danger" });
  announce(`${problem.title}. ${problem.detail}`);
  return problem;
}

export interface FileActions {
  /** Makes an empty note and opens it in the editor; the problem when it could not. */
  createNote: (path: string, text?: string) => Promise<Problem | null>;
  createFolder: (path: string) => Promise<Problem | null>;
  /** Renames or moves a file or folder; links follow. */
  move: (source: string, target: string) => Promise<Problem | null>;
  trash: (path: string) => Promise<Problem | null>;
  restore: (id: string, path: string) => Promise<Problem | null>;
  undo: (id: string) => Promise<Problem | null>;
}

export function useFileActions(): FileActions {
  const dispatch = useAppDispatch();
  const go = useGo();
  const shown = useShownPath();
  const follow = useFollow();
  const [write] = useWriteNoteMutation();
  const [makeFolder] = useCreateFolderMutation();
  const [sendMove] = useMoveMutation();
  const [sendTrash] = useTrashMutation();
  const [sendRestore] = useRestoreMutation();
  const [sendUndo] = useUndoMutation();

  return useMemo(() => {
    const refresh = () => afterFollowing(() => dispatch(api.util.invalidateTags([...MOVED])));
    const undo = async (id: string, after?: () => void): Promise<Problem | null> => {
      const answer = await sendUndo(id);
      if (answer.error) return failed(answer.error);
      after?.();
      refresh();
      toast({ title: answer.data.summary });
      announce(`Undone. ${answer.data.summary}`);
      return null;
    };
    return {
      undo,
      createNote: async (path, text = "") => {
        const answer = await write({ path, text, base_hash: null });
        if (answer.error) return problemOf(answer.error);
        go(noteUrl(path, { edit: true }));
        announce(`${titleOf(path)} was created.`);
        return null;
      },
      createFolder: async (path) => {
        const answer = await makeFolder(path);
        return answer.error ? problemOf(answer.error) : null;
      },
      move: async (source, target) => {
        const answer = await sendMove({ source, target, update_links: true });
        if (answer.error) return failed(answer.error);
        const { id, undoable } = answer.data;
        follow(source, target);
        refresh();
        const links = linksWords(answer.data);
        const title = `${nameOf(source)} is now ${nameOf(source) === nameOf(target) ? `in ${target}` : titleOf(target)}`;
        const back = () => void undo(id, () => follow(target, source));
        toast({ title, detail: links ?? "No links needed a change", undo: undoable ? back : undefined });
        announce(`${title}. ${links ?? ""}`);
        return null;
      },
      trash: async (path) => {
        const answer = await sendTrash(path);
        if (answer.error) return failed(answer.error);
        const { id, undoable } = answer.data;
        if (shown === path || shown?.startsWith(`${path}/`)) go("/");
        refresh();
        toast({
          title: `${titleOf(path)} is in the trash`,
          undo: undoable ? () => void undo(id) : undefined,
        });
        announce(`${titleOf(path)} was moved to the trash.`);
        return null;
      },
      restore: async (id, path) => {
        const answer = await sendRestore(id);
        if (answer.error) return failed(answer.error);
        refresh();
        toast({
          title: `${titleOf(path)} is back`,
          action: { label: "Open", run: () => go(noteUrl(path)) },
        });
        announce(`${titleOf(path)} was restored.`);
        return null;
      },
    };
  }, [dispatch, follow, go, makeFolder, sendMove, sendRestore, sendTrash, sendUndo, shown, write]);
}
