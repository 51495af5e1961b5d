/** A file or folder is elsewhere now: tabs, drafts and the screen go with it. */
import { useCallback, useEffect, useRef } from "react";

import { encodePath, noteUrl } from "../lib/paths";
import { draftsFollowed } from "../state/drafts";
import { tabsFollowed } from "../state/tabs";
import { useAppDispatch } from "./hooks";
import { type Go, useGo, useShownPath } from "./navigation";

/** Time for the screen to leave an old path, in milliseconds, so that nothing asks for it again. */
const LEAVING = 60;

/** Runs once the screen has followed. */
export function afterFollowing(run: () => void): void {
  setTimeout(run, LEAVING);
}

export type Follow = (from: string, to: string) => void;

/** Stable for the life of the component; it reads what is on the screen when it is called. */
export function useFollow(): Follow {
  const dispatch = useAppDispatch();
  const go = useGo();
  const shown = useShownPath();
  const latest = useRef<{ go: Go; shown: string | null }>({ go, shown });
  useEffect(() => {
    latest.current = { go, shown };
  });
  return useCallback(
    (from, to) => {
      dispatch(draftsFollowed({ from, to }));
      dispatch(tabsFollowed({ from: `/note/${encodePath(from)}`, to: `/note/${encodePath(to)}` }));
      const { go: move, shown: path } = latest.current;
      if (path === from) move(noteUrl(to), { replace: true });
      else if (path?.startsWith(`${from}/`)) move(noteUrl(to + path.slice(from.length)), { replace: true });
    },
    [dispatch],
  );
}
