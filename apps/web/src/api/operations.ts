/** Changes to the vault that can be listed and undone, and the trash. */
import { encodePath } from "../lib/paths";
import { api, type Tag } from "./api";
import { BY_CURSOR } from "./paging";
import type { MoveRequest, Operation, Page, TrashEntry } from "./types";

/** What moving, deleting or bringing back files makes old. The screen follows first: see `useFileActions`. */
export const MOVED: readonly Tag[] = [
  "Folder",
  "Note",
  "Links",
  "Graph",
  "Tasks",
  "Search",
  "Suggestions",
  "Operations",
  "Trash",
];

export const operationsApi = api.injectEndpoints({
  endpoints: (build) => ({
    move: build.mutation<Operation, MoveRequest>({
      query: (body) => ({ url: "moves", method: "POST", body }),
    }),
    trash: build.mutation<Operation, string>({
      query: (path) => ({ url: `notes/${encodePath(path)}`, method: "DELETE" }),
    }),
    getOperations: build.infiniteQuery<Page<Operation>, undefined, string | null>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ pageParam }) => ({
        url: "operations",
        params: { cursor: pageParam ?? undefined, limit: 50 },
      }),
      providesTags: ["Operations"],
    }),
    undo: build.mutation<Operation, string>({
      query: (id) => ({ url: `operations/${encodeURIComponent(id)}/undo`, method: "POST" }),
    }),
    getTrash: build.query<Page<TrashEntry>, undefined>({
      query: () => ({ url: "trash", params: { limit: 1000 } }),
      providesTags: ["Trash"],
    }),
    restore: build.mutation<Operation, string>({
      query: (id) => ({ url: `trash/${encodeURIComponent(id)}/restore`, method: "POST" }),
    }),
  }),
});

export const {
  useMoveMutation,
  useTrashMutation,
  useGetOperationsInfiniteQuery,
  useUndoMutation,
  useGetTrashQuery,
  useRestoreMutation,
} = operationsApi;
