/** The contents of every folder that is open in the tree, loaded as folders open. */
import { useEffect } from "react";
import { shallowEqual } from "react-redux";

import { filesApi } from "../api/files";
import type { FileEntry } from "../api/types";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import type { RootState } from "../app/store";
import { folderOf } from "../lib/paths";

type Entries = readonly FileEntry[];
export type Folders = Record<string, Entries | undefined>;

const subfolders = new WeakMap<Entries, ReadonlySet<string>>();

function foldersIn(entries: Entries | undefined): ReadonlySet<string> {
  if (!entries) return new Set();
  let folders = subfolders.get(entries);
  if (!folders) {
    folders = new Set(entries.filter((entry) => entry.type === "folder").map((entry) => entry.path));
    subfolders.set(entries, folders);
  }
  return folders;
}

/**
 * The root and the open folders whose rows are on the screen: their parents are open, and list them. A folder that
 * was opened once and is gone since is not asked for.
 */
export function reachable(
  open: readonly string[],
  entriesOf: (folder: string) => Entries | undefined,
): string[] {
  const found = new Set([""]);
  // A parent's path is shorter than its child's.
  for (const folder of [...open].sort((a, b) => a.length - b.length)) {
    const parent = folderOf(folder);
    if (found.has(parent) && foldersIn(entriesOf(parent)).has(folder)) found.add(folder);
  }
  return [...found];
}

function entriesIn(state: RootState): (folder: string) => Entries | undefined {
  return (folder) => filesApi.endpoints.getFolder.select(folder)(state).data;
}

export function useFolders(open: readonly string[]): Folders {
  const dispatch = useAppDispatch();
  const wanted = useAppSelector((state) => reachable(open, entriesIn(state)), shallowEqual);
  const key = wanted.join("\n");
  useEffect(() => {
    const subscriptions = key
      .split("\n")
      .map((folder) => dispatch(filesApi.endpoints.getFolder.initiate(folder)));
    return () => {
      for (const subscription of subscriptions) subscription.unsubscribe();
    };
  }, [dispatch, key]);
  return useAppSelector((state) => {
    const entriesOf = entriesIn(state);
    return Object.fromEntries(wanted.map((folder) => [folder, entriesOf(folder)]));
  }, shallowEqual);
}
