/** Keeps the store in step with the engine, over one socket for the whole app. */
import { useEffect } from "react";

import { api, TAGS } from "../api/api";
import { connectLive, type LiveEvent, staleTags } from "../api/live";
import { workspaceApi } from "../api/workspace";
import { connected, lost, vaultReachable } from "../state/connection";
import { useAppDispatch } from "./hooks";
import type { AppDispatch } from "./store";
import { afterFollowing, type Follow, useFollow } from "./useFollow";

function takeIn(dispatch: AppDispatch, follow: Follow, event: LiveEvent): void {
  if (event.type === "status") {
    void dispatch(workspaceApi.util.upsertQueryData("getStatus", undefined, event));
    dispatch(vaultReachable(event.state !== "offline"));
    // The list of what was skipped is worth reading again only when the work is over.
    if (event.progress !== null) return;
  }
  if (event.type === "offline" || event.type === "online") dispatch(vaultReachable(event.type === "online"));
  const refresh = () => dispatch(api.util.invalidateTags(staleTags(event)));
  if (event.type === "files_changed" && event.renamed.length > 0) {
    for (const [from, to] of event.renamed) follow(from, to);
    afterFollowing(refresh);
  } else refresh();
}

export function useLive(): void {
  const follow = useFollow();
  const dispatch = useAppDispatch();
  useEffect(
    () =>
      connectLive({
        onEvent: (event) => takeIn(dispatch, follow, event),
        onOpen: (again) => {
          dispatch(connected());
          // What happened while the line was down was not heard: everything shown is asked for anew.
          if (again) dispatch(api.util.invalidateTags([...TAGS]));
        },
        onLost: () => {
          dispatch(lost());
          // A socket cannot say why it was refused; an ordinary request can (401 = not signed in here).
          void dispatch(
            workspaceApi.endpoints.getWorkspace.initiate(undefined, { subscribe: false, forceRefetch: true }),
          );
        },
      }),
    [dispatch, follow],
  );
}
