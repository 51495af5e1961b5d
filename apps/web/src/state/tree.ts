/** The file tree: which folders are open, what is filtered for, and the row being renamed. */
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

import { ancestorsOf } from "../lib/paths";
import { load } from "../lib/storage";

export const TREE_KEY = "claudeprojects.tree";

export interface TreeState {
  open: string[];
  filter: string;
  renaming: string | null;
}

function isStored(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((path) => typeof path === "string");
}

export const tree = createSlice({
  name: "tree",
  initialState: (): TreeState => ({ open: load(TREE_KEY, isStored, []), filter: "", renaming: null }),
  reducers: {
    folderToggled: (state, { payload: path }: PayloadAction<string>) => {
      state.open = state.open.includes(path)
        ? state.open.filter((other) => other !== path)
        : [...state.open, path];
    },
    /** Opens every folder above a path, so that its row can be seen. */
    pathRevealed: (state, { payload: path }: PayloadAction<string>) => {
      const missing = ancestorsOf(path).filter((folder) => !state.open.includes(folder));
      if (missing.length > 0) state.open = [...state.open, ...missing];
    },
    allFolded: (state) => {
      state.open = [];
    },
    treeFiltered: (state, { payload }: PayloadAction<string>) => {
      state.filter = payload;
    },
    renamingStarted: (state, { payload }: PayloadAction<string | null>) => {
      state.renaming = payload;
    },
  },
});

export const { folderToggled, pathRevealed, allFolded, treeFiltered, renamingStarted } = tree.actions;
