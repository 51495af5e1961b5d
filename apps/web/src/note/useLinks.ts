/** What the links of a note lead to, and the way there. */
import type { FollowedLink } from "@claudeprojects/ui/markdown";
import { useCallback, useMemo } from "react";

import type { Note } from "../api/types";
import { useAppDispatch } from "../app/hooks";
import { useGo } from "../app/navigation";
import { folderOf, nameOf, noteUrl } from "../lib/paths";
import { overlayOpened } from "../state/overlays";

export interface Links {
  /** The file a target names, as the index resolved it; null when there is none. */
  resolve: (target: string) => string | null;
  /** Goes there; for a note that is not there yet, offers to make it. */
  open: (link: FollowedLink, how: { aside: boolean }) => void;
}

export function useLinks({ path, links }: Pick<Note, "path" | "links">): Links {
  const dispatch = useAppDispatch();
  const go = useGo();
  const resolve = useMemo(() => {
    const paths = new Map(links.map((link) => [link.target, link.path]));
    return (target: string) => paths.get(target) ?? null;
  }, [links]);
  const open = useCallback(
    ({ target, subpath, path: found }: FollowedLink, how: { aside: boolean }) => {
      const heading = subpath.replace(/^#/, "");
      const to = target === "" ? path : found;
      if (to !== null) {
        go(noteUrl(to, heading === "" ? {} : { heading }), how);
        return;
      }
      const folder = target.includes("/") ? folderOf(target) : folderOf(path);
      dispatch(overlayOpened({ kind: "new-note", folder, name: nameOf(target) }));
    },
    [dispatch, go, path],
  );
  return { resolve, open };
}
