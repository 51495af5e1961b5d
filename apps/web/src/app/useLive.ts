/** Keeps the store in step with the engine, over one socket for the whole app. */
import { useEffect } from "react";

import { api, TAGS } from "../api/api";
import { connectLive, type LiveEvent, staleTags, type TagUse } from "../api/live";
import { workspaceApi } from "../api/workspace";
import { connected, lost, vaultReachable } from "../state/connection";
import { askTold } from "../state/asks";
import { wordsHeard } from "../state/runs";
import { gatherTags } from "./gather";
import { useAppDispatch } from "./hooks";
import type { AppDispatch } from "./store";
import { afterFollowing, type Follow, useFollow } from "./useFollow";

/** Runs tell of every step; what is shown of them is asked for anew at most this often, in milliseconds. */
const RUN_PACE = 150;

type Refresh = (tags: TagUse[]) => void;

function takeIn(dispatch: AppDispatch, follow: Follow, soon: Refresh, event: LiveEvent): void {
  if (event.type === "run") {
    if (event.kind === "token" && typeof event.text === "string" && typeof event.step === "number") {
      dispatch(wordsHeard({ run: event.run_id, step: event.step, text: event.text }));
    } else soon(staleTags(event));
    return;
  }
  if (event.type === "status") {
    void dispatch(workspaceApi.util.upsertQueryData("getStatus", undefined, event));
    dispatch(vaultReachable(event.state !== "offline"));
    // The list of what was skipped is worth reading again only when the work is over.
    if (event.progress !== null) return;
  }
  if (event.type === "offline" || event.type === "online") dispatch(vaultReachable(event.type === "online"));
  if (event.type === "ask") {
    dispatch(askTold(event));
    return;
  }
  if (event.type === "model_pull" || event.type === "mcp_server" || event.type === "import") {
    soon(staleTags(event));
    return;
  }
  const refresh = () => dispatch(api.util.invalidateTags(staleTags(event)));
  if (event.type === "files_changed" && event.renamed.length > 0) {
    for (const [from, to] of event.renamed) follow(from, to);
    afterFollowing(refresh);
  } else refresh();
}

export function useLive(): void {
  const follow = useFollow();
  const dispatch = useAppDispatch();
  useEffect(() => {
    const soon = gatherTags((tags) => dispatch(api.util.invalidateTags(tags)), RUN_PACE);
    return connectLive({
      onEvent: (event) => takeIn(dispatch, follow, soon, event),
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
    });
  }, [dispatch, follow]);
}
