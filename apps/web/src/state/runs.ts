/** What running models say right now: heard on the socket, shown until their step is in the run's own record. */
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

export interface Words {
  /** The model step that is speaking. */
  step: number;
  text: string;
}

export interface RunsState {
  /** By run. */
  words: Record<string, Words>;
}

export const runs = createSlice({
  name: "runs",
  initialState: (): RunsState => ({ words: {} }),
  reducers: {
    wordsHeard: (state, { payload }: PayloadAction<{ run: string } & Words>) => {
      const known = state.words[payload.run];
      if (known?.step === payload.step) known.text += payload.text;
      else state.words[payload.run] = { step: payload.step, text: payload.text };
    },
    wordsOver: (state, { payload: run }: PayloadAction<string>) => {
      Reflect.deleteProperty(state.words, run);
    },
  },
});

export const { wordsHeard, wordsOver } = runs.actions;
