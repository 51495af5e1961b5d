/** The workspace, its coverage, and the index's three levers. */
import { api } from "./api";
import { BY_CURSOR } from "./paging";
import type { Page, SkippedFile, Status, WorkspaceInfo } from "./types";

export const workspaceApi = api.injectEndpoints({
  endpoints: (build) => ({
    getWorkspace: build.query<WorkspaceInfo, undefined>({
      query: () => "workspace",
      providesTags: ["Workspace"],
    }),
    getStatus: build.query<Status, undefined>({ query: () => "status", providesTags: ["Status"] }),
    getSkipped: build.infiniteQuery<Page<SkippedFile>, string, string | null>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg, pageParam }) => ({
        url: "status/skipped",
        params: { reason: queryArg, cursor: pageParam ?? undefined, limit: 200 },
      }),
      providesTags: ["Skipped"],
    }),
    steerIndex: build.mutation<unknown, "reconcile" | "rebuild" | "cancel">({
      query: (action) => ({ url: `index/${action}`, method: "POST" }),
    }),
  }),
});

export const { useGetWorkspaceQuery, useGetStatusQuery, useGetSkippedInfiniteQuery, useSteerIndexMutation } =
  workspaceApi;
