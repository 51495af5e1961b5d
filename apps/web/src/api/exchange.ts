/** Imports from other programs, exports to them, and the calendar feed. */
import type { components } from "@claudeprojects/types/api";

import { api } from "./api";
import { BY_CURSOR } from "./paging";
import type { Page } from "./types";

type Schemas = components["schemas"];
export type ImportFormat = Schemas["ImportFormat"];
export type ImportView = Schemas["ImportView"];
export type ImportCounts = Schemas["ImportCounts"];
export type ImportedFile = Schemas["ImportedFile"];
export type ImportLoss = Schemas["ImportLoss"];
export type ImportColumns = Schemas["ImportColumns"];
export type ImportTable = Schemas["ImportTable"];
export type FeedView = Schemas["FeedView"];
type Upload = Schemas["UploadView"];

export interface ImportWish {
  upload_id?: string;
  path?: string;
  format?: string | null;
  folder?: string | null;
  mapping?: Record<string, string>;
}

/** How a table is read again. */
export interface TableWish {
  id: string;
  mapping: Record<string, string>;
  leave_out: readonly string[];
}

const one = (id: string) => `imports/${encodeURIComponent(id)}`;

export const exchangeApi = api.injectEndpoints({
  endpoints: (build) => ({
    getImportFormats: build.query<ImportFormat[], undefined>({
      query: () => "imports/formats",
      transformResponse: (page: { items: ImportFormat[] }) => page.items,
    }),
    sendImportFile: build.mutation<Upload, File>({
      query: (file) => ({
        url: "imports/uploads",
        method: "POST",
        params: { name: file.name },
        headers: { "Content-Type": "application/octet-stream" },
        body: file,
      }),
    }),
    beginImport: build.mutation<ImportView, ImportWish>({
      query: (body) => ({ url: "imports", method: "POST", body }),
    }),
    getImport: build.query<ImportView, string>({
      query: one,
      providesTags: (_result, _error, id) => [{ type: "Imports", id }],
      keepUnusedDataFor: 5,
    }),
    getImportedFiles: build.infiniteQuery<Page<ImportedFile>, string, string | null>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg: id, pageParam }) => ({
        url: `${one(id)}/files`,
        params: { cursor: pageParam ?? undefined, limit: 100 },
      }),
      keepUnusedDataFor: 0,
    }),
    getImportLosses: build.infiniteQuery<Page<ImportLoss>, string, string | null>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg: id, pageParam }) => ({
        url: `${one(id)}/losses`,
        params: { cursor: pageParam ?? undefined, limit: 100 },
      }),
      keepUnusedDataFor: 0,
    }),
    getImportColumns: build.query<ImportColumns, string>({
      query: (id) => `${one(id)}/columns`,
      keepUnusedDataFor: 0,
    }),
    readImportAgain: build.mutation<ImportView, TableWish>({
      query: ({ id, ...body }) => ({ url: `${one(id)}/read`, method: "POST", body }),
      // At once it is being read, so that nothing of what was read before is asked for meanwhile.
      onQueryStarted: async ({ id }, { dispatch, queryFulfilled }) => {
        const begun = await queryFulfilled.catch(() => null);
        if (begun === null) return;
        await dispatch(exchangeApi.util.upsertQueryData("getImport", id, begun.data));
        dispatch(exchangeApi.util.invalidateTags([{ type: "Imports", id }]));
      },
    }),
    applyImport: build.mutation<ImportView, string>({
      query: (id) => ({ url: `${one(id)}/apply`, method: "POST" }),
      invalidatesTags: (_result, _error, id) => [{ type: "Imports", id }],
    }),
    cancelImport: build.mutation<ImportView, string>({
      query: (id) => ({ url: one(id), method: "DELETE" }),
      invalidatesTags: (_result, _error, id) => [{ type: "Imports", id }],
    }),
    getFeed: build.query<FeedView, undefined>({ query: () => "exports/feed", providesTags: ["Feed"] }),
    beginFeed: build.mutation<FeedView, string>({
      query: (query) => ({ url: "exports/feed", method: "POST", body: { query } }),
      invalidatesTags: ["Feed"],
    }),
    endFeed: build.mutation<FeedView, undefined>({
      query: () => ({ url: "exports/feed", method: "DELETE" }),
      invalidatesTags: ["Feed"],
    }),
  }),
});

export const {
  useGetImportFormatsQuery,
  useSendImportFileMutation,
  useBeginImportMutation,
  useGetImportQuery,
  useGetImportedFilesInfiniteQuery,
  useGetImportLossesInfiniteQuery,
  useGetImportColumnsQuery,
  useReadImportAgainMutation,
  useApplyImportMutation,
  useCancelImportMutation,
  useGetFeedQuery,
  useBeginFeedMutation,
  useEndFeedMutation,
} = exchangeApi;

export type ProjectFormat = "zip" | "markdown" | "html" | "pdf";

/** Where a project is fetched as a file. */
export function projectFileUrl(project: string, format: ProjectFormat): string {
  return `/api/v1/exports/project?${new URLSearchParams({ project, format }).toString()}`;
}

/** Where tasks are fetched as a file. */
export function taskFileUrl(query: string, format: "csv" | "ics"): string {
  return `/api/v1/exports/tasks?${new URLSearchParams({ query, format }).toString()}`;
}
