/** The open tabs with their keys, kept in step with the location. */
import { TabStrip } from "@claudeprojects/ui";
import { useEffect } from "react";
import { shallowEqual } from "react-redux";
import { useLocation } from "react-router";

import { runsApi } from "../api/runs";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import type { RootState } from "../app/store";
import { useGo } from "../app/navigation";
import { useCommands } from "../commands/registry";
import { pathOfUrl } from "../lib/paths";
import { afterClosing, locationShown, pathnameOf, tabClosed } from "../state/tabs";
import { describe } from "./screens";

/** What the run at an address is about, once it is known. */
function runTitle(all: RootState, href: string): string | null {
  const id = /^\/agents\/runs\/([^/?#]+)/.exec(href)?.[1];
  return id === undefined ? null : (runsApi.endpoints.getRun.select(id)(all).data?.title ?? null);
}

export function Tabs() {
  const dispatch = useAppDispatch();
  const go = useGo();
  const state = useAppSelector((all) => all.tabs);
  const drafts = useAppSelector((all) => all.drafts);
  const runTitles = useAppSelector(
    (all) => all.tabs.tabs.map((tab) => runTitle(all, tab.href)),
    shallowEqual,
  );
  const { pathname, search, hash } = useLocation();

  useEffect(() => {
    dispatch(locationShown(pathname + search + hash));
  }, [dispatch, pathname, search, hash]);

  const activate = (id: string) => {
    const tab = state.tabs.find((other) => other.id === id);
    if (tab) go(tab.href);
  };
  const close = (id: string) => {
    const next = afterClosing(state, id);
    dispatch(tabClosed(id));
    if (next !== null) go(next);
  };
  const step = (by: number) => {
    const at = state.tabs.findIndex((tab) => tab.id === state.active);
    const next = state.tabs[(at + by + state.tabs.length) % state.tabs.length];
    if (next) go(next.href);
  };
  useCommands([
    {
      id: "tab.close",
      title: "Close this tab",
      group: "View",
      keys: "alt+w",
      run: () => state.active && close(state.active),
    },
    { id: "tab.next", title: "Next tab", group: "View", keys: "alt+]", run: () => step(1) },
    { id: "tab.previous", title: "Previous tab", group: "View", keys: "alt+[", run: () => step(-1) },
  ]);

  const items = state.tabs.map((tab, index) => {
    const path = pathOfUrl(pathnameOf(tab.href));
    const shown = describe(tab.href);
    const label = runTitles[index] ?? shown.label;
    return {
      id: tab.id,
      ...shown,
      label,
      title: runTitles[index] ?? shown.title,
      dirty: path !== null && path in drafts,
    };
  });
  return <TabStrip tabs={items} active={state.active} onActivate={activate} onClose={close} />;
}
