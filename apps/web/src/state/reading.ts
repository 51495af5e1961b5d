/** Which line of the note is at the top of the page now, so that the outline can follow. */
import { createSlice, type PayloadAction } from "@reduxjs/toolkit";

export const reading = createSlice({
  name: "reading",
  initialState: { line: 0 },
  reducers: {
    lineRead: (state, { payload }: PayloadAction<number>) => {
      state.line = payload;
    },
  },
});

export const { lineRead } = reading.actions;
