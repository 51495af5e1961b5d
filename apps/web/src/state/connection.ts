/** Whether the engine is there, and whether it lets us in. */
import { createSlice, isAnyOf, type PayloadAction, isRejectedWithValue } from "@reduxjs/toolkit";

import { isProblem } from "../api/problem";

export type Engine = "connecting" | "connected" | "lost" | "unauthorised";

export interface ConnectionState {
  engine: Engine;
  /** Whether the vault's folder is reachable, as the engine last said. */
  vaultOnline: boolean;
}

const initialState: ConnectionState = { engine: "connecting", vaultOnline: true };

export const connection = createSlice({
  name: "connection",
  initialState,
  reducers: {
    connected: (state) => {
      state.engine = "connected";
    },
    lost: (state) => {
      if (state.engine !== "unauthorised") state.engine = "lost";
    },
    vaultReachable: (state, { payload }: PayloadAction<boolean>) => {
      state.vaultOnline = payload;
    },
  },
  extraReducers: (builder) => {
    builder.addMatcher(isAnyOf(isRejectedWithValue), (state, { payload }) => {
      if (!isProblem(payload)) return;
      if (payload.status === 401) state.engine = "unauthorised";
      else if (payload.code === "vault_offline") state.vaultOnline = false;
    });
  },
});

export const { connected, lost, vaultReachable } = connection.actions;
