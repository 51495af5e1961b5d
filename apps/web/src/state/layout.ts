/** How the frame is folded, remembered by the browser. */
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

import { isRecord, load } from "../lib/storage";

export const LAYOUT_KEY = "claudeprojects.layout";

export type ReadingFont = "sans" | "serif";

export interface LayoutState {
  sidebar: boolean;
  inspector: boolean;
  /** The sidebar as a full-screen list, or the inspector as a sheet: never remembered. */
  sheet: "none" | "sidebar" | "inspector";
  /** Sections of the inspector that are closed. */
  closed: string[];
  font: ReadingFont;
}

const DEFAULTS: LayoutState = {
  sidebar: true,
  inspector: true,
  sheet: "none",
  closed: [],
  font: "sans",
};

function isStored(value: unknown): value is Partial<LayoutState> {
  return isRecord(value);
}

function initial(): LayoutState {
  const stored = load(LAYOUT_KEY, isStored, {});
  return {
    ...DEFAULTS,
    sidebar: stored.sidebar !== false,
    inspector: stored.inspector !== false,
    closed: Array.isArray(stored.closed) ? stored.closed.filter((name) => typeof name === "string") : [],
    font: stored.font === "serif" ? "serif" : "sans",
  };
}

export const layout = createSlice({
  name: "layout",
  initialState: initial,
  reducers: {
    sidebarToggled: (state) => {
      state.sidebar = !state.sidebar;
    },
    inspectorToggled: (state) => {
      state.inspector = !state.inspector;
    },
    sidebarShown: (state) => {
      state.sidebar = true;
    },
    sheetShown: (state, { payload }: PayloadAction<LayoutState["sheet"]>) => {
      state.sheet = payload;
    },
    sectionToggled: (state, { payload }: PayloadAction<string>) => {
      state.closed = state.closed.includes(payload)
        ? state.closed.filter((name) => name !== payload)
        : [...state.closed, payload];
    },
    fontChosen: (state, { payload }: PayloadAction<ReadingFont>) => {
      state.font = payload;
    },
  },
});

export const { sidebarToggled, inspectorToggled, sidebarShown, sheetShown, sectionToggled, fontChosen } =
  layout.actions;
