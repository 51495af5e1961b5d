/** Phases of methodologies that agents carry out. */
import type { components } from "@claudeprojects/types/api";

import { api } from "./api";

type Schemas = components["schemas"];
export type PhaseRun = Schemas["PhaseView"];
export type PhaseActivity = PhaseRun["activities"][number];

const one = (id: string) => `phases/${encodeURIComponent(id)}`;

/** What each step of a run makes old. */
const followed = (id: string) => ({ type: "Run" as const, id });

export const phasesApi = api.injectEndpoints({
  endpoints: (build) => ({
    /** The phases of a project that runs carried out, the newest first. */
    getPhaseRuns: build.query<PhaseRun[], string>({
      query: (project) => ({ url: "phases", params: { project, limit: 20 } }),
      transformResponse: (page: { items: PhaseRun[] }) => page.items,
      providesTags: (phases = []) => ["Runs", "Gates", ...phases.map(({ run }) => followed(run.id))],
    }),
    /** The phase that one run carries out. */
    getPhaseRun: build.query<PhaseRun, string>({
      query: one,
      providesTags: (_result, _error, id) => ["Gates", followed(id)],
    }),
    startPhase: build.mutation<Schemas["RunView"], { project: string; phase: string }>({
      query: (body) => ({ url: "phases", method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : ["Runs"]),
    }),
    resumePhase: build.mutation<Schemas["RunView"], string>({
      query: (id) => ({ url: `${one(id)}/resume`, method: "POST", body: {} }),
      invalidatesTags: (_result, error) => (error ? [] : ["Runs", "Run"]),
    }),
    rerunActivity: build.mutation<Schemas["RunView"], { id: string; activity: string }>({
      query: ({ id, ...body }) => ({ url: `${one(id)}/rerun`, method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : ["Runs", "Run"]),
    }),
    handOverActivity: build.mutation<Schemas["RunView"], { id: string; activity: string; person: string }>({
      query: ({ id, ...body }) => ({ url: `${one(id)}/hand-over`, method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : ["Runs", "Run"]),
    }),
  }),
});

export const {
  useGetPhaseRunsQuery,
  useGetPhaseRunQuery,
  useStartPhaseMutation,
  useResumePhaseMutation,
  useRerunActivityMutation,
  useHandOverActivityMutation,
} = phasesApi;
