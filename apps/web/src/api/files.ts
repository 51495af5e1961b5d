/** Folders, and file names as one types. */
import { api } from "./api";
import type { FileEntry, FileSuggestion, Folder, Page } from "./types";

/** Enough for any folder to arrive in one answer; larger ones are read page by page. */
const FOLDER_PAGE = 1000;

export const filesApi = api.injectEndpoints({
  endpoints: (build) => ({
    getFolder: build.query<FileEntry[], string>({
      async queryFn(folder, _api, _options, send) {
        const entries: FileEntry[] = [];
        let cursor: string | null = null;
        do {
          const params: Record<string, string | number> = { folder, limit: FOLDER_PAGE };
          if (cursor !== null) params.cursor = cursor;
          const answer = await send({ url: "files", params });
          if (answer.error) return { error: answer.error };
          const page = answer.data as Page<FileEntry>;
          for (const entry of page.items) entries.push(entry);
          cursor = page.next_cursor;
        } while (cursor !== null);
        return { data: entries };
      },
      providesTags: (_result, _error, folder) => [{ type: "Folder", id: folder }],
    }),
    suggestFiles: build.query<Page<FileSuggestion>, { q: string; limit?: number }>({
      query: ({ q, limit = 30 }) => ({ url: "files/suggest", params: { q, limit } }),
      providesTags: ["Suggestions"],
      keepUnusedDataFor: 20,
    }),
    createFolder: build.mutation<Folder, string>({
      query: (path) => ({ url: "folders", method: "POST", body: { path } }),
      invalidatesTags: ["Folder"],
    }),
  }),
});

export const { useGetFolderQuery, useSuggestFilesQuery, useLazySuggestFilesQuery, useCreateFolderMutation } =
  filesApi;
