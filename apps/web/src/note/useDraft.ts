/** One note's unsaved text: where it came from, whether the disk moved on meanwhile, and how it is saved. */
import { announce, toast } from "@claudeprojects/ui";
import { useCallback, useState } from "react";

import { useWriteNoteMutation } from "../api/notes";
import { type Problem, problemOf } from "../api/problem";
import type { Note } from "../api/types";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import { store } from "../app/store";
import { titleOf } from "../lib/paths";
import { type Draft, draftDropped, draftKept } from "../state/drafts";

/** What is on disk where the draft expected something else. `text` is null when the file is gone. */
export interface OtherSide {
  text: string | null;
  hash: string | null;
}

export interface DraftHandle {
  text: string;
  dirty: boolean;
  saving: boolean;
  /** The disk changed since the editing began. */
  outside: boolean;
  /** Both sides are to be shown. */
  conflict: OtherSide | null;
  problem: Problem | null;
  change: (text: string) => void;
  save: () => Promise<boolean>;
  /** Writes a text over the other side that was shown. */
  settle: (text: string) => Promise<boolean>;
  discard: () => void;
  showSides: () => void;
  hideSides: () => void;
}

function conflictOf(problem: Problem): OtherSide | null {
  if (problem.code !== "note_conflict") return null;
  return {
    text: typeof problem.theirs === "string" ? problem.theirs : null,
    hash: typeof problem.current_hash === "string" ? problem.current_hash : null,
  };
}

export function useDraft(note: Note): DraftHandle {
  const { path } = note;
  const disk = note.text ?? "";
  const dispatch = useAppDispatch();
  const draft = useAppSelector((state): Draft | undefined => state.drafts[path]);
  const [write, { isLoading: saving }] = useWriteNoteMutation();
  const [conflict, setConflict] = useState<OtherSide | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const dirty = draft !== undefined && draft.text !== disk;

  const change = useCallback(
    (text: string) => {
      const kept = store.getState().drafts[path];
      if (text === disk && (kept === undefined || kept.baseHash === note.hash)) {
        if (kept) dispatch(draftDropped(path));
        return;
      }
      const base = kept ?? { baseHash: note.hash, baseText: disk };
      dispatch(draftKept({ path, draft: { ...base, text, at: Date.now() } }));
    },
    [disk, dispatch, note.hash, path],
  );

  const put = useCallback(
    async (text: string, hash: string | null): Promise<boolean> => {
      const answer = await write({ path, text, base_hash: hash });
      if (answer.error) {
        const failure = problemOf(answer.error);
        const other = conflictOf(failure);
        setConflict(other);
        setProblem(other ? null : failure);
        announce(`${titleOf(path)} was not saved. ${failure.title}`);
        return false;
      }
      const now = store.getState().drafts[path];
      // What was typed while the save was under way stays a draft, on the new base.
      if (now && now.text !== text) {
        dispatch(draftKept({ path, draft: { ...now, baseHash: answer.data.hash, baseText: text } }));
      } else dispatch(draftDropped(path));
      setConflict(null);
      setProblem(null);
      announce(`${titleOf(path)} is saved.`);
      return true;
    },
    [dispatch, path, write],
  );

  const save = useCallback(async () => {
    const kept = store.getState().drafts[path];
    return kept === undefined ? true : put(kept.text, kept.baseHash);
  }, [path, put]);

  const discard = useCallback(() => {
    const kept = store.getState().drafts[path];
    if (!kept) return;
    dispatch(draftDropped(path));
    setConflict(null);
    setProblem(null);
    toast({
      title: "Your unsaved changes are discarded",
      detail: titleOf(path),
      undo: () => dispatch(draftKept({ path, draft: kept })),
    });
  }, [dispatch, path]);

  return {
    text: draft?.text ?? disk,
    dirty,
    saving,
    outside: dirty && draft.baseHash !== note.hash,
    conflict,
    problem,
    change,
    save,
    settle: (text) => put(text, conflict?.hash ?? null),
    discard,
    showSides: () => setConflict({ text: note.text ?? null, hash: note.hash }),
    hideSides: () => setConflict(null),
  };
}
