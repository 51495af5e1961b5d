/** Query blocks of other programs, answered for reading. */
import type { components } from "@claudeprojects/types/api";

import { api } from "./api";

type Schemas = components["schemas"];
export type BlockAnswer = Schemas["BlockAnswer"];
export type BlockGroup = Schemas["BlockGroup"];
export type BlockProblem = Schemas["BlockProblem"];
export type BlockRequest = Pick<Schemas["BlockRequest"], "language" | "source"> & { path: string };

export const blocksApi = api.injectEndpoints({
  endpoints: (build) => ({
    answerBlock: build.query<BlockAnswer, BlockRequest>({
      query: (body) => ({ url: "blocks", method: "POST", body }),
      providesTags: ["Tasks"],
      keepUnusedDataFor: 30,
    }),
  }),
});

export const { useAnswerBlockQuery } = blocksApi;
