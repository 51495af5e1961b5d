/**
 * Unsaved text, one draft a note, kept in the browser's storage from the first key press until it is saved or
 * discarded: a reload, a crash or a dead engine loses nothing.
 */
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

import { isRecord, load } from "../lib/storage";

export const DRAFTS_KEY = "claudeprojects.drafts";

export interface Draft {
  text: string;
  /** The hash of what was on disk when the editing began; null for a note that is not there yet. */
  baseHash: string | null;
  /** The text the editing began from, to show both sides. */
  baseText: string;
  at: number;
}

export type DraftsState = Record<string, Draft>;

function isDraft(value: unknown): value is Draft {
  return (
    isRecord(value) &&
    typeof value.text === "string" &&
    typeof value.baseText === "string" &&
    (value.baseHash === null || typeof value.baseHash === "string")
  );
}

function isStored(value: unknown): value is DraftsState {
  return isRecord(value) && Object.values(value).every(isDraft);
}

export const drafts = createSlice({
  name: "drafts",
  initialState: () => load<DraftsState>(DRAFTS_KEY, isStored, {}),
  reducers: {
    draftKept: (state, { payload }: PayloadAction<{ path: string; draft: Draft }>) => {
      state[payload.path] = payload.draft;
    },
    draftDropped: (state, { payload: path }: PayloadAction<string>) => {
      Reflect.deleteProperty(state, path);
    },
    /** The note is elsewhere now; its draft goes with it. */
    draftsFollowed: (state, { payload: { from, to } }: PayloadAction<{ from: string; to: string }>) => {
      for (const path of Object.keys(state)) {
        const draft = state[path];
        if (!draft || (path !== from && !path.startsWith(`${from}/`))) continue;
        Reflect.deleteProperty(state, path);
        state[to + path.slice(from.length)] = draft;
      }
    },
  },
});

export const { draftKept, draftDropped, draftsFollowed } = drafts.actions;
