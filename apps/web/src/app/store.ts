/** The store: the engine's answers (RTK Query) and the little that is the screen's own, part of it remembered. */
import { combineReducers, configureStore, createListenerMiddleware } from "@reduxjs/toolkit";
import { setupListeners } from "@reduxjs/toolkit/query";

import { api } from "../api/api";
import { save } from "../lib/storage";
import { asks } from "../state/asks";
import { connection } from "../state/connection";
import { drafts, DRAFTS_KEY } from "../state/drafts";
import { layout, LAYOUT_KEY } from "../state/layout";
import { overlays } from "../state/overlays";
import { reading } from "../state/reading";
import { runs } from "../state/runs";
import { tabs, TABS_KEY } from "../state/tabs";
import { tree, TREE_KEY } from "../state/tree";

const reducer = combineReducers({
  [api.reducerPath]: api.reducer,
  asks: asks.reducer,
  connection: connection.reducer,
  drafts: drafts.reducer,
  layout: layout.reducer,
  overlays: overlays.reducer,
  reading: reading.reducer,
  runs: runs.reducer,
  tabs: tabs.reducer,
  tree: tree.reducer,
});

export type RootState = ReturnType<typeof reducer>;

const listener = createListenerMiddleware<RootState>();

/** Writes part of the state to the browser's storage once it has stood still for `delay` ms. */
function remember(key: string, part: (state: RootState) => unknown, delay: number): void {
  listener.startListening({
    predicate: (_action, now, before) => part(now) !== part(before),
    effect: async (_action, listening) => {
      listening.cancelActiveListeners();
      await listening.delay(delay);
      save(key, part(listening.getState()));
    },
  });
}

remember(LAYOUT_KEY, (state) => state.layout, 200);
remember(TABS_KEY, (state) => state.tabs, 200);
remember(TREE_KEY, (state) => state.tree.open, 200);
remember(DRAFTS_KEY, (state) => state.drafts, 250);

export const store = configureStore({
  reducer,
  middleware: (defaults) =>
    // The checks walk the whole state after every action; a graph of 10,000 nodes makes them felt.
    defaults({ serializableCheck: false, immutableCheck: false })
      .prepend(listener.middleware)
      .concat(api.middleware),
});

setupListeners(store.dispatch);
// The last key presses before a page goes away are kept, too.
window.addEventListener("pagehide", () => save(DRAFTS_KEY, store.getState().drafts));

export type AppDispatch = typeof store.dispatch;
