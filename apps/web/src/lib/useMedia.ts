/** Which of the three layouts the window's width calls for. */
import { useCallback, useSyncExternalStore } from "react";

/** Follows a media query. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
}

export type Width = "narrow" | "medium" | "wide";

/**
 * `narrow` under 600 px (one column), `medium` under 1024 px (the inspector is a sheet: beside the sidebar it would
 * leave the page too little), else `wide`.
 */
export function useWidth(): Width {
  const narrow = useMedia("(width < 600px)");
  const medium = useMedia("(width < 1024px)");
  return narrow ? "narrow" : medium ? "medium" : "wide";
}
