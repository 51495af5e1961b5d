/** Query blocks of other programs, answered for reading. */
import type { components } from "@claudeprojects/types/api";

import { api } from "./api";

type Schemas = components["schemas"];
export type BlockAnswer = Schemas["BlockAnswer"];
export type BlockProblem = Schemas["BlockProblem"];
export type BlockItem = Schemas["WorkItem"];
export type BlockRequest = Pick<Schemas["BlockRequest"], "language" | "source"> & { path: string };

export const blocksApi = api.injectEndpoints({
  endpoints: (build) => ({
    answerBlock: build.query<BlockAnswer, BlockRequest>({
      query: (body) => ({ url: "blocks", method: "POST", body }),
      providesTags: ["Tasks"],
      keepUnusedDataFor: 30,
    }),
    /** Sets one task on its line; its description finds it when the line has moved. */
    setBlockItem: build.mutation<Schemas["EditedTasks"], { item: BlockItem; symbol: string }>({
      query: ({ item: { key, description }, symbol }) => ({
        url: "tasks",
        method: "PATCH",
        body: { items: [{ key, description }], changes: { symbol } },
      }),
      invalidatesTags: (_result, error, { item }) =>
        error ? ["Tasks"] : ["Tasks", "Operations", { type: "Note", id: item.path }],
    }),
  }),
});

export const { useAnswerBlockQuery, useSetBlockItemMutation } = blocksApi;
