/** Notes and every way to change one. A write's answer goes straight into the cache, so that nothing flickers. */
import { encodePath, folderOf } from "../lib/paths";
import { api, type Tag } from "./api";
import type { KnownProperty, Note, NotePatch, NoteWrite, Operation, Page, PropertyValue } from "./types";

/** What a change to one note makes old, the note itself left out. */
export function touchedBy(path: string): (Tag | { type: Tag; id: string })[] {
  return [{ type: "Folder", id: folderOf(path) }, "Links", "Graph", "Tasks", "Tags", "Operations"];
}

export const notesApi = api.injectEndpoints({
  endpoints: (build) => ({
    getNote: build.query<Note, string>({
      query: (path) => `notes/${encodePath(path)}`,
      providesTags: (_result, _error, path) => [{ type: "Note", id: path }],
    }),
    writeNote: build.mutation<Note, { path: string } & NoteWrite>({
      query: ({ path, ...body }) => ({ url: `notes/${encodePath(path)}`, method: "PUT", body }),
      async onQueryStarted({ path }, { dispatch, queryFulfilled }) {
        const answer = await queryFulfilled.catch(() => null);
        if (answer) void dispatch(notesApi.util.upsertQueryData("getNote", path, answer.data));
      },
      invalidatesTags: (_result, error, { path }) => (error ? [] : touchedBy(path)),
    }),
    patchNote: build.mutation<Note, { path: string } & NotePatch>({
      query: ({ path, ...body }) => ({ url: `notes/${encodePath(path)}`, method: "PATCH", body }),
      async onQueryStarted({ path }, { dispatch, queryFulfilled }) {
        const answer = await queryFulfilled.catch(() => null);
        if (answer) void dispatch(notesApi.util.upsertQueryData("getNote", path, answer.data));
      },
      invalidatesTags: (_result, error, { path }) => (error ? [{ type: "Note", id: path }] : touchedBy(path)),
    }),
    /** The latest change to a note, by which it can be undone; null when the history does not reach it. */
    getLastChange: build.query<Operation | null, string>({
      query: () => ({ url: "operations", params: { limit: 20 } }),
      transformResponse: (page: Page<Operation>, _meta, path) =>
        page.items.find((operation) => operation.files.some((file) => file.path === path)) ?? null,
    }),
    getProperties: build.query<KnownProperty[], undefined>({
      query: () => ({ url: "properties", params: { limit: 1000 } }),
      transformResponse: (page: Page<KnownProperty>) => page.items,
    }),
    getPropertyValues: build.query<PropertyValue[], { name: string; q: string }>({
      query: (params) => ({ url: "properties/values", params }),
      transformResponse: (page: Page<PropertyValue>) => page.items,
      keepUnusedDataFor: 20,
    }),
  }),
});

export const {
  useGetNoteQuery,
  useLazyGetNoteQuery,
  useLazyGetLastChangeQuery,
  useWriteNoteMutation,
  usePatchNoteMutation,
  useGetPropertiesQuery,
  useGetPropertyValuesQuery,
} = notesApi;
