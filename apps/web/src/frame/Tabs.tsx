/** The open tabs with their keys, kept in step with the location. */
import { TabStrip } from "@claudeprojects/ui";
import { useEffect } from "react";
import { useLocation } from "react-router";

import { useAppDispatch, useAppSelector } from "../app/hooks";
import { useGo } from "../app/navigation";
import { useCommands } from "../commands/registry";
import { pathOfUrl } from "../lib/paths";
import { afterClosing, locationShown, pathnameOf, tabClosed } from "../state/tabs";
import { describe } from "./screens";

export function Tabs() {
  const dispatch = useAppDispatch();
  const go = useGo();
  const state = useAppSelector((all) => all.tabs);
  const drafts = useAppSelector((all) => all.drafts);
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

  const items = state.tabs.map((tab) => {
    const path = pathOfUrl(pathnameOf(tab.href));
    return { id: tab.id, ...describe(tab.href), dirty: path !== null && path in drafts };
  });
  return <TabStrip tabs={items} active={state.active} onActivate={activate} onClose={close} />;
}
