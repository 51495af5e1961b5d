/** What has come of questions that are being answered: heard on the socket, shown until the answer is there. */
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

import type { Claim } from "../api/agentTypes";
import { isRecord } from "../lib/storage";

export interface Asked {
  /** How many passages are read; null before that is known. */
  passages: number | null;
  claims: Claim[];
}

export interface AskEvent {
  ask_id: string;
  kind: string;
  [field: string]: unknown;
}

function isClaim(value: Record<string, unknown>): boolean {
  return typeof value.text === "string" && Array.isArray(value.citations);
}

export const asks = createSlice({
  name: "asks",
  initialState: (): Record<string, Asked> => ({}),
  reducers: {
    askTold: (state, { payload }: PayloadAction<AskEvent>) => {
      const asked = (state[payload.ask_id] ??= { passages: null, claims: [] });
      if (payload.kind === "void") asked.claims = [];
      else if (payload.kind === "context" && Array.isArray(payload.passages))
        asked.passages = payload.passages.length;
      else if (payload.kind === "claim" && isRecord(payload) && isClaim(payload)) {
        asked.claims.push({ text: String(payload.text), citations: payload.citations as Claim["citations"] });
      }
    },
    askOver: (state, { payload: id }: PayloadAction<string>) => {
      Reflect.deleteProperty(state, id);
    },
  },
});

export const { askTold, askOver } = asks.actions;
