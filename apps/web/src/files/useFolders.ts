/** The contents of every folder that is open in the tree, loaded as folders open. */
import { useEffect } from "react";
import { shallowEqual } from "react-redux";

import { filesApi } from "../api/files";
import type { FileEntry } from "../api/types";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import { ancestorsOf } from "../lib/paths";

/** The root and the open folders whose parents are open, too: those whose rows are on the screen. */
export function reachable(open: readonly string[]): string[] {
  const all = new Set(open);
  return ["", ...open.filter((folder) => ancestorsOf(folder).every((parent) => all.has(parent)))];
}

export type Folders = Record<string, readonly FileEntry[] | undefined>;

export function useFolders(open: readonly string[]): Folders {
  const dispatch = useAppDispatch();
  const wanted = reachable(open);
  const key = wanted.join("\n");
  useEffect(() => {
    const subscriptions = key
      .split("\n")
      .map((folder) => dispatch(filesApi.endpoints.getFolder.initiate(folder)));
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  }, [dispatch, key]);
  return useAppSelector(
    (state) =>
      Object.fromEntries(
        wanted.map((folder) => [folder, filesApi.endpoints.getFolder.select(folder)(state).data]),
      ),
    shallowEqual,
  );
}
