/** Search as one types: pages of hits, following the cursor. */
import { api } from "./api";
import { BY_CURSOR } from "./paging";
import type { SearchMode, SearchResults } from "./types";

export interface SearchRequest {
  q: string;
  mode: SearchMode;
  explain?: boolean;
  limit?: number;
}

export const searchApi = api.injectEndpoints({
  endpoints: (build) => ({
    search: build.infiniteQuery<SearchResults, SearchRequest, string | null>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg: { q, mode, explain = false, limit = 30 }, pageParam }) => ({
        url: "search",
        params: { q, mode, explain, limit, prefix: true, cursor: pageParam ?? undefined },
      }),
      providesTags: ["Search"],
      keepUnusedDataFor: 30,
    }),
  }),
});

export const { useSearchInfiniteQuery } = searchApi;
