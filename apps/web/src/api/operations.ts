/** Changes to the vault that can be listed and undone, and the trash. */
import { encodePath } from "../lib/paths";
import { api, type Tag } from "./api";
import type { MoveRequest, Operation, Page, TrashEntry } from "./types";

const MOVED: Tag[] = [
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
      invalidatesTags: MOVED,
    }),
    trash: build.mutation<Operation, string>({
      query: (path) => ({ url: `notes/${encodePath(path)}`, method: "DELETE" }),
      invalidatesTags: MOVED,
    }),
    getOperations: build.infiniteQuery<Page<Operation>, undefined, string | null>({
      infiniteQueryOptions: {
        initialPageParam: null,
        getNextPageParam: (page) => page.next_cursor ?? undefined,
      },
      query: ({ pageParam }) => ({
        url: "operations",
        params: { cursor: pageParam ?? undefined, limit: 50 },
      }),
      providesTags: ["Operations"],
    }),
    undo: build.mutation<Operation, string>({
      query: (id) => ({ url: `operations/${encodeURIComponent(id)}/undo`, method: "POST" }),
      invalidatesTags: MOVED,
    }),
    getTrash: build.query<Page<TrashEntry>, undefined>({
      query: () => ({ url: "trash", params: { limit: 1000 } }),
      providesTags: ["Trash"],
    }),
    restore: build.mutation<Operation, string>({
      query: (id) => ({ url: `trash/${encodeURIComponent(id)}/restore`, method: "POST" }),
      invalidatesTags: MOVED,
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
