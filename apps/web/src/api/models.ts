/** Models: cards, pulls, trials, keys and the routing table. */
import type { ModelList, ModelTrial, Provider, Pull, RouterTable } from "./agentTypes";
import { api } from "./api";

/** A model's name in an address; its slashes stay. */
const modelUrl = (name: string) => `models/${name.split("/").map(encodeURIComponent).join("/")}`;

export const modelsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getModels: build.query<ModelList, undefined>({ query: () => "models", providesTags: ["Models"] }),
    getPulls: build.query<Pull[], undefined>({
      query: () => "models/pulls",
      transformResponse: (list: { items: Pull[] }) => list.items,
      providesTags: ["Pulls"],
    }),
    pullModel: build.mutation<Pull, { source: string; name?: string }>({
      query: (body) => ({ url: "models/pull", method: "POST", body }),
      invalidatesTags: ["Pulls"],
    }),
    cancelPull: build.mutation<unknown, string>({
      query: (id) => ({ url: `models/pulls/${encodeURIComponent(id)}`, method: "DELETE" }),
      invalidatesTags: ["Pulls"],
    }),
    testModel: build.mutation<ModelTrial, string>({
      query: (name) => ({ url: `${modelUrl(name)}/test`, method: "POST" }),
      invalidatesTags: ["Models", "Audit"],
    }),
    removeModel: build.mutation<ModelList, string>({
      query: (name) => ({ url: modelUrl(name), method: "DELETE" }),
      invalidatesTags: ["Models"],
    }),
    setKey: build.mutation<Provider, { provider: string; key: string }>({
      query: ({ provider, key }) => ({ url: `models/keys/${provider}`, method: "PUT", body: { key } }),
      invalidatesTags: ["Models"],
    }),
    deleteKey: build.mutation<Provider, string>({
      query: (provider) => ({ url: `models/keys/${provider}`, method: "DELETE" }),
      invalidatesTags: ["Models"],
    }),
    getRouter: build.query<RouterTable, undefined>({
      query: () => "models/router",
      providesTags: ["Router"],
    }),
    setRouter: build.mutation<RouterTable, string | null>({
      query: (text) => ({ url: "models/router", method: "PUT", body: { text } }),
      invalidatesTags: ["Router"],
    }),
  }),
});

export const {
  useGetModelsQuery,
  useGetPullsQuery,
  usePullModelMutation,
  useCancelPullMutation,
  useTestModelMutation,
  useRemoveModelMutation,
  useSetKeyMutation,
  useDeleteKeyMutation,
  useGetRouterQuery,
  useSetRouterMutation,
} = modelsApi;
