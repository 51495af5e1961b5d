/** What a run changed or would change, taken or left by file or by hunk, and taken back. */
import type { Changeset } from "./agentTypes";
import { api } from "./api";
import { MOVED } from "./operations";

/** Which part of a changeset; all of it when nothing is named. */
export interface Part {
  id: string;
  paths?: string[];
  hunks?: string[];
}

const changesUrl = (id: string) => `runs/${encodeURIComponent(id)}/changes`;
const stale = (id: string) => [
  ...MOVED,
  "Runs" as const,
  { type: "Changes" as const, id },
  { type: "Run" as const, id },
];

export const changesApi = api.injectEndpoints({
  endpoints: (build) => ({
    getChanges: build.query<Changeset, string>({
      query: changesUrl,
      providesTags: (_result, _error, id) => [{ type: "Changes", id }],
    }),
    acceptChanges: build.mutation<Changeset, Part>({
      query: ({ id, ...body }) => ({ url: `${changesUrl(id)}/accept`, method: "POST", body }),
      invalidatesTags: (_result, _error, { id }) => stale(id),
    }),
    rejectChanges: build.mutation<Changeset, Part>({
      query: ({ id, ...body }) => ({ url: `${changesUrl(id)}/reject`, method: "POST", body }),
      invalidatesTags: (_result, _error, { id }) => stale(id),
    }),
    undoRun: build.mutation<Changeset, string>({
      query: (id) => ({ url: `runs/${encodeURIComponent(id)}/undo`, method: "POST" }),
      invalidatesTags: (_result, _error, id) => stale(id),
    }),
  }),
});

export const { useGetChangesQuery, useAcceptChangesMutation, useRejectChangesMutation, useUndoRunMutation } =
  changesApi;
