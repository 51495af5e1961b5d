/** What floats over the screen: one thing at a time; Escape closes it and focus returns. */
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

import type { WorkItem } from "../api/tasks";

export type Overlay =
  | { kind: "palette" }
  | { kind: "switcher" }
  | { kind: "keys" }
  | { kind: "quick-add"; project?: string; sprint?: string }
  | { kind: "move-tasks"; items: WorkItem[] }
  | { kind: "new-note"; folder: string; name?: string }
  | { kind: "new-folder"; folder: string }
  | { kind: "rename"; path: string; folder: boolean }
  | { kind: "move"; path: string; folder: boolean }
  | { kind: "trash"; path: string; folder: boolean };

export const overlays = createSlice({
  name: "overlays",
  initialState: (): { open: Overlay | null } => ({ open: null }),
  reducers: {
    overlayOpened: (state, { payload }: PayloadAction<Overlay>) => {
      state.open = payload;
    },
    overlayClosed: (state) => {
      state.open = null;
    },
  },
});

export const { overlayOpened, overlayClosed } = overlays.actions;
