/**
 * The open tabs. The URL says what is on the screen; a tab is a place that remembers one URL. Going somewhere moves
 * the active tab there, unless another tab already shows it: then that one comes to the front.
 */
import { createSlice, nanoid, type PayloadAction } from "@reduxjs/toolkit";

import { isRecord, load } from "../lib/storage";

export const TABS_KEY = "claudeprojects.tabs";
const MOST_TABS = 30;

export interface Tab {
  id: string;
  /** Pathname, query and hash. */
  href: string;
}

export interface TabsState {
  tabs: Tab[];
  active: string | null;
}

export function pathnameOf(href: string): string {
  return href.split(/[?#]/, 1)[0] ?? href;
}

function isStored(value: unknown): value is TabsState {
  return (
    isRecord(value) &&
    Array.isArray(value.tabs) &&
    value.tabs.every((tab) => isRecord(tab) && typeof tab.id === "string" && typeof tab.href === "string") &&
    (value.active === null || typeof value.active === "string")
  );
}

export const tabs = createSlice({
  name: "tabs",
  initialState: () => load<TabsState>(TABS_KEY, isStored, { tabs: [], active: null }),
  reducers: {
    /** The location changed to `href`. */
    locationShown: (state, { payload: href }: PayloadAction<string>) => {
      const active = state.tabs.find((tab) => tab.id === state.active);
      if (active && pathnameOf(active.href) === pathnameOf(href)) {
        active.href = href;
        return;
      }
      const shown = state.tabs.find((tab) => pathnameOf(tab.href) === pathnameOf(href));
      if (shown) {
        shown.href = href;
        state.active = shown.id;
      } else if (active) {
        active.href = href;
      } else {
        const tab = { id: nanoid(8), href };
        state.tabs.push(tab);
        state.active = tab.id;
      }
    },
    /** A new tab beside the active one; it is shown when the location follows. */
    tabOpened: (state, { payload: href }: PayloadAction<string>) => {
      const shown = state.tabs.find((tab) => pathnameOf(tab.href) === pathnameOf(href));
      if (shown) {
        state.active = shown.id;
        return;
      }
      const tab = { id: nanoid(8), href };
      const at = state.tabs.findIndex((other) => other.id === state.active);
      state.tabs.splice(at + 1, 0, tab);
      state.active = tab.id;
      if (state.tabs.length > MOST_TABS) state.tabs.splice(0, 1);
    },
    tabClosed: (state, { payload: id }: PayloadAction<string>) => {
      const at = state.tabs.findIndex((tab) => tab.id === id);
      if (at < 0) return;
      state.tabs.splice(at, 1);
      if (state.active === id) state.active = (state.tabs[at] ?? state.tabs[at - 1])?.id ?? null;
    },
    /** A file was renamed or its folder moved: tabs follow it. */
    tabsFollowed: (state, { payload: { from, to } }: PayloadAction<{ from: string; to: string }>) => {
      for (const tab of state.tabs) {
        const pathname = pathnameOf(tab.href);
        if (pathname === from || pathname.startsWith(`${from}/`)) tab.href = to + tab.href.slice(from.length);
      }
    },
  },
});

export const { locationShown, tabOpened, tabClosed, tabsFollowed } = tabs.actions;

/** Where closing a tab leads: its right neighbour, its left one, else home. */
export function afterClosing({ tabs: list, active }: TabsState, id: string): string | null {
  if (id !== active) return null;
  const at = list.findIndex((tab) => tab.id === id);
  return (list[at + 1] ?? list[at - 1])?.href ?? "/";
}
