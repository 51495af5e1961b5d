/** Writing the properties of one note: one edit after the other, each on what is on disk, each with its way back. */
import { announce, dismissToast, toast } from "@claudeprojects/ui";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { notesApi, useLazyGetLastChangeQuery, usePatchNoteMutation } from "../../api/notes";
import { problemOf } from "../../api/problem";
import type { Note, NotePatch } from "../../api/types";
import { useAppDispatch } from "../../app/hooks";
import { useFileActions } from "../../files/useFileActions";
import { titleOf } from "../../lib/paths";
import { asText, same, type Value } from "./kinds";

/** One edit of one property. `from` is the value it began with: on another one it is not made unasked. */
interface Edit {
  name: string;
  from: unknown;
  patch: Omit<NotePatch, "base_hash">;
  said: string;
}

/** Why an edit was not made; where the disk has moved on, with both ways to settle it. */
export interface Trouble {
  name: string;
  message: string;
  hint?: string | undefined;
  /** What was to be written, where the disk has another value. */
  mine?: Edit;
}

export interface PropertyWrites {
  trouble: Trouble | null;
  /** Each resolves to whether it was written. */
  set: (name: string, value: Value, from: unknown) => Promise<boolean>;
  rename: (name: string, next: string, from: unknown) => Promise<boolean>;
  remove: (name: string, from: unknown) => Promise<boolean>;
  /** Writes over what is on disk, which was shown. */
  takeMine: () => Promise<boolean>;
  dismiss: () => void;
}

/** How often an edit is tried anew when another program changes the rest of the note meanwhile. */
const ATTEMPTS = 3;

function inWords(value: unknown): string {
  const text = Array.isArray(value) ? value.map(asText).join(", ") : asText(value);
  return text === "" ? "empty" : `“${text.length > 60 ? `${text.slice(0, 60)}…` : text}”`;
}

function moved(edit: Edit, note: Note): Trouble {
  const there = edit.name in note.properties;
  const now = there ? `is ${inWords(note.properties[edit.name])}` : "is gone";
  return { name: edit.name, message: `On disk it ${now} now, since another program changed it.`, mine: edit };
}

export function useProperties(note: Note): PropertyWrites {
  const { path } = note;
  const dispatch = useAppDispatch();
  const [patch] = usePatchNoteMutation();
  const [lastChange] = useLazyGetLastChangeQuery();
  const { undo } = useFileActions();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const latest = useRef(note);
  const queue = useRef<Promise<boolean>>(Promise.resolve(true));
  const shown = useRef<string | number | null>(null);
  /** What our own edits wrote: an edit begun before they were shown is no quarrel with another program. */
  const own = useRef(new Map<string, unknown>());
  useEffect(() => {
    latest.current = note;
  }, [note]);

  const tell = useCallback(
    async (said: string) => {
      announce(said);
      const { data: change } = await lastChange(path);
      if (shown.current !== null) dismissToast(shown.current);
      shown.current = toast({
        title: said,
        detail: titleOf(path),
        undo: change ? () => void undo(change.id) : undefined,
      });
    },
    [lastChange, path, undo],
  );

  const write = useCallback(
    (edit: Edit, anyway = false): Promise<boolean> => {
      const attempt = async (left: number): Promise<boolean> => {
        const base = latest.current;
        const there = base.properties[edit.name];
        const ours = own.current.has(edit.name) && same(there, own.current.get(edit.name));
        if (!anyway && !ours && !same(there, edit.from)) {
          setTrouble(moved(edit, base));
          return false;
        }
        const answer = await patch({ path, base_hash: base.hash, ...edit.patch });
        if (!answer.error) {
          latest.current = answer.data;
          own.current.set(edit.name, answer.data.properties[edit.name]);
          setTrouble(null);
          void tell(edit.said);
          return true;
        }
        const problem = problemOf(answer.error);
        if (problem.code === "note_conflict" && left > 0) {
          const options = { forceRefetch: true, subscribe: false };
          const fresh = await dispatch(notesApi.endpoints.getNote.initiate(path, options));
          if (fresh.data) {
            latest.current = fresh.data;
            return attempt(left - 1);
          }
        }
        setTrouble({ name: edit.name, message: problem.detail, hint: problem.hint });
        announce(`${edit.name} was not written. ${problem.detail}`);
        return false;
      };
      queue.current = queue.current.then(() => attempt(ATTEMPTS));
      return queue.current;
    },
    [dispatch, patch, path, tell],
  );

  return useMemo(
    () => ({
      trouble,
      set: (name, value, from) =>
        write({
          name,
          from,
          patch: { set_properties: { [name]: value } },
          said: from === undefined ? `${name} is added` : `${name} is now ${inWords(value)}`,
        }),
      rename: (name, next, from) =>
        write({
          name,
          from,
          patch: { rename_properties: { [name]: next } },
          said: `${name} is now called ${next}`,
        }),
      remove: (name, from) =>
        write({ name, from, patch: { remove_properties: [name] }, said: `${name} is removed` }),
      takeMine: () => (trouble?.mine ? write(trouble.mine, true) : Promise.resolve(false)),
      dismiss: () => setTrouble(null),
    }),
    [trouble, write],
  );
}
