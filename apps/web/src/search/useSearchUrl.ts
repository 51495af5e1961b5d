/** The search on the screen, held by the URL: reload and back bring it again. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";

import { settingValue, useGetSettingsQuery } from "../api/settings";
import type { SearchMode } from "../api/types";

export interface SearchState {
  q: string;
  mode: SearchMode;
  explain: boolean;
}

const MODES: readonly string[] = ["hybrid", "keyword", "semantic"];

function isMode(value: string | null): value is SearchMode {
  return value !== null && MODES.includes(value);
}

export function useSearchUrl(): [SearchState, (change: Partial<SearchState>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const { data: settings } = useGetSettingsQuery(undefined);
  const usual = settingValue(settings, "search.mode", "hybrid");
  const asked = parameters.get("mode");
  const mode = isMode(asked) ? asked : isMode(usual) ? usual : "hybrid";
  const set = useCallback(
    (change: Partial<SearchState>) =>
      setParameters(
        (now) => {
          const next = new URLSearchParams(now);
          if (change.q !== undefined) next.set("q", change.q);
          if (change.mode !== undefined) next.set("mode", change.mode);
          if (change.explain === true) next.set("explain", "1");
          if (change.explain === false) next.delete("explain");
          return next;
        },
        // Every key press is not a place to go back to.
        { replace: true },
      ),
    [setParameters],
  );
  return [{ q: parameters.get("q") ?? "", mode, explain: parameters.get("explain") === "1" }, set];
}
