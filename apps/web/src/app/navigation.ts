/** Going somewhere: in the active tab, or in a new one beside it. */
import { type MouseEvent, useCallback } from "react";
import { useLocation, useNavigate } from "react-router";

import { pathOfUrl } from "../lib/paths";
import { sheetShown } from "../state/layout";
import { tabOpened } from "../state/tabs";
import { useAppDispatch } from "./hooks";

export type Go = (href: string, how?: { aside?: boolean; replace?: boolean }) => void;

/** Opens an address of the app; `aside` gives it its own tab. A sidebar or sheet that covered the page goes away. */
export function useGo(): Go {
  const navigate = useNavigate();
  const dispatch = useAppDispatch();
  return useCallback(
    (href, { aside = false, replace = false } = {}) => {
      if (aside) dispatch(tabOpened(href));
      dispatch(sheetShown("none"));
      void navigate(href, { replace });
    },
    [dispatch, navigate],
  );
}

/** Whether a click asks for a tab of its own: the command key, or the middle button. */
export function isAside(event: MouseEvent | globalThis.MouseEvent): boolean {
  return event.metaKey || event.ctrlKey || event.button === 1;
}

/** The file on the screen, or null on screens that show none. */
export function useShownPath(): string | null {
  return pathOfUrl(useLocation().pathname);
}
