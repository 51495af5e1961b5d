/** Runs: started, followed, stopped, gone on with; and the schedules that start them. */
import type {
  NewRun,
  Run,
  RunDetail,
  RunPreview,
  RunState,
  RunWish,
  Schedule,
  StepDetail,
} from "./agentTypes";
import { api } from "./api";
import { BY_CURSOR } from "./paging";
import type { Page } from "./types";

const runUrl = (id: string) => `runs/${encodeURIComponent(id)}`;

export const runsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getRuns: build.infiniteQuery<Page<Run>, RunState | null, string | null>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg, pageParam }) => ({
        url: "runs",
        params: { state: queryArg ?? undefined, cursor: pageParam ?? undefined, limit: 50 },
      }),
      providesTags: ["Runs"],
    }),
    getReviews: build.query<Run[], undefined>({
      query: () => ({ url: "runs", params: { review: true, limit: 100 } }),
      transformResponse: (page: Page<Run>) => page.items,
      providesTags: ["Runs"],
    }),
    getRun: build.query<RunDetail, string>({
      query: runUrl,
      providesTags: (_result, _error, id) => [{ type: "Run", id }],
    }),
    getStep: build.query<StepDetail, { id: string; number: number }>({
      query: ({ id, number }) => `${runUrl(id)}/steps/${number}`,
      providesTags: (_result, _error, { id }) => [{ type: "Run", id }],
    }),
    previewRun: build.query<RunPreview, RunWish>({
      query: (body) => ({ url: "runs/preview", method: "POST", body }),
      providesTags: ["Agents", "Models", "Router", "Privacy", "Note"],
      keepUnusedDataFor: 5,
    }),
    startRun: build.mutation<Run, NewRun>({
      query: (body) => ({ url: "runs", method: "POST", body }),
      invalidatesTags: ["Runs"],
    }),
    cancelRun: build.mutation<Run, string>({
      query: (id) => ({ url: `${runUrl(id)}/cancel`, method: "POST" }),
      invalidatesTags: (_result, _error, id) => ["Runs", "Approvals", { type: "Run", id }],
    }),
    forkRun: build.mutation<Run, { id: string; step: number; prompt?: string }>({
      query: ({ id, ...body }) => ({ url: `${runUrl(id)}/fork`, method: "POST", body }),
      invalidatesTags: ["Runs"],
    }),
    continueRun: build.mutation<Run, { id: string; text: string }>({
      query: ({ id, text }) => ({ url: `${runUrl(id)}/message`, method: "POST", body: { text } }),
      invalidatesTags: (_result, _error, { id }) => ["Runs", { type: "Run", id }],
    }),
    getSchedules: build.query<Schedule[], undefined>({
      query: () => "schedules",
      transformResponse: (page: { items: Schedule[] }) => page.items,
      providesTags: ["Schedules"],
    }),
    addSchedule: build.mutation<Schedule, { agent: string; prompt: string; when: string }>({
      query: (body) => ({ url: "schedules", method: "POST", body }),
      invalidatesTags: ["Schedules"],
    }),
    removeSchedule: build.mutation<unknown, string>({
      query: (id) => ({ url: `schedules/${encodeURIComponent(id)}`, method: "DELETE" }),
      invalidatesTags: ["Schedules"],
    }),
  }),
});

export const {
  useGetRunsInfiniteQuery,
  useGetReviewsQuery,
  useGetRunQuery,
  useGetStepQuery,
  usePreviewRunQuery,
  useStartRunMutation,
  useCancelRunMutation,
  useForkRunMutation,
  useContinueRunMutation,
  useGetSchedulesQuery,
  useAddScheduleMutation,
  useRemoveScheduleMutation,
} = runsApi;
