/** What links to what: around one note, and everything at once. */
import { api } from "./api";
import type {
  Backlink,
  BrokenLink,
  Graph,
  Mention,
  OrphanNote,
  OutgoingLink,
  Page,
  SimilarNote,
  TagCount,
} from "./types";

const limit = 200;

export const graphApi = api.injectEndpoints({
  endpoints: (build) => ({
    getBacklinks: build.query<Page<Backlink>, string>({
      query: (path) => ({ url: "graph/backlinks", params: { path, limit } }),
      providesTags: ["Links"],
    }),
    getOutgoing: build.query<Page<OutgoingLink>, string>({
      query: (path) => ({ url: "graph/outgoing", params: { path, limit } }),
      providesTags: ["Links"],
    }),
    getMentions: build.query<Page<Mention>, string>({
      query: (path) => ({ url: "graph/mentions", params: { path, limit: 50 } }),
      providesTags: ["Links"],
    }),
    getSimilar: build.query<Page<SimilarNote>, string>({
      query: (path) => ({ url: "graph/similar", params: { path, limit: 10 } }),
      providesTags: ["Links"],
    }),
    getNeighbourhood: build.query<Graph, { path: string; depth: number; tags: boolean }>({
      query: (params) => ({ url: "graph/neighbourhood", params }),
      providesTags: ["Graph"],
    }),
    getGraph: build.query<Graph, { tags: boolean }>({
      query: (params) => ({ url: "graph/everything", params }),
      providesTags: ["Graph"],
    }),
    getOrphans: build.query<Page<OrphanNote>, undefined>({
      query: () => ({ url: "graph/orphans", params: { limit } }),
      providesTags: ["Graph"],
    }),
    getBroken: build.query<Page<BrokenLink>, undefined>({
      query: () => ({ url: "graph/broken", params: { limit } }),
      providesTags: ["Graph"],
    }),
    getTags: build.query<Page<TagCount>, undefined>({
      query: () => ({ url: "graph/tags", params: { limit: 1000 } }),
      providesTags: ["Tags"],
    }),
  }),
});

export const {
  useGetBacklinksQuery,
  useGetOutgoingQuery,
  useGetMentionsQuery,
  useGetSimilarQuery,
  useGetNeighbourhoodQuery,
  useGetGraphQuery,
  useGetOrphansQuery,
  useGetBrokenQuery,
  useGetTagsQuery,
} = graphApi;
