/** Methodologies, the projects begun by them, and the gates of those projects. */
import type { components } from "@claudeprojects/types/api";

import { api, type Tag } from "./api";

type Schemas = components["schemas"];
export type MethodologySummary = Schemas["MethodologySummary"];
export type MethodologyProblem = Schemas["MethodologyProblem"];
export type MethodologyView = Schemas["MethodologyView"];
export type MethodologyPlan = Schemas["MethodologyPlan"];
export type PlannedNote = Schemas["PlannedNote"];
export type Phase = Schemas["Phase"];
export type Activity = Schemas["Activity"];
export type Artefact = Schemas["Artefact"];
export type Variable = Schemas["Variable"];
export type Answer = NonNullable<Schemas["Answers"]["answers"][string]>;
export type AnswerMap = Record<string, Answer>;
export type GateView = Schemas["GateView"];
export type GateItem = Schemas["GateItem"];
export type GateEntry = Schemas["GateEntry"];
export type GuidedProject = Schemas["GuidedProject"];
export type MethodologyChange = Schemas["MethodologyChange"];
type Completion = Schemas["Completion"];
type Instantiated = Schemas["Instantiated"];
type LintResult = Schemas["LintResult"];
type MadeMethodology = Schemas["MadeMethodology"];
type Transition = Schemas["Transition"];

/** What a new project, or a step of one, makes old; live events name its notes as they are indexed. */
const STEPPED: Tag[] = ["Gates", "Tasks", "Operations"];

const named = (name: string) => `methodologies/${encodeURIComponent(name)}`;

export const methodologiesApi = api.injectEndpoints({
  endpoints: (build) => ({
    getMethodologies: build.query<MethodologySummary[], undefined>({
      query: () => "methodologies",
      transformResponse: (page: { items: MethodologySummary[] }) => page.items,
      providesTags: ["Methodologies"],
    }),
    getMethodology: build.query<MethodologyView, string>({
      query: named,
      providesTags: ["Methodologies"],
    }),
    createMethodology: build.mutation<MadeMethodology, { name: string; source: string }>({
      query: (body) => ({ url: "methodologies", method: "POST", body: { ...body, shown: true } }),
      invalidatesTags: ["Methodologies", "Folder"],
    }),
    /** What would be made; nothing is written. */
    planProject: build.mutation<MethodologyPlan, { name: string; answers: AnswerMap }>({
      query: ({ name, answers }) => ({ url: `${named(name)}/plan`, method: "POST", body: { answers } }),
    }),
    startProject: build.mutation<Instantiated, { name: string; answers: AnswerMap }>({
      query: ({ name, answers }) => ({
        url: `${named(name)}/instantiate`,
        method: "POST",
        body: { answers },
      }),
      invalidatesTags: (_result, error) => (error ? [] : [...STEPPED, "Folder"]),
    }),
    lintMethodology: build.query<LintResult, { text: string; path: string }>({
      query: (body) => ({ url: "methodologies/lint", method: "POST", body }),
      keepUnusedDataFor: 5,
    }),
    completeMethodology: build.query<Completion[], { text: string; offset: number; path: string }>({
      query: (body) => ({ url: "methodologies/complete", method: "POST", body }),
      transformResponse: (page: { items: Completion[] }) => page.items,
      keepUnusedDataFor: 5,
    }),
    getGates: build.query<GuidedProject, string>({
      query: (project) => ({ url: "gates", params: { project } }),
      providesTags: ["Gates"],
    }),
    advanceProject: build.mutation<Transition, string>({
      query: (project) => ({ url: "gates/advance", method: "POST", body: { project } }),
      invalidatesTags: STEPPED,
    }),
    reopenPhase: build.mutation<
      Transition,
      { project: string; phase: string; person: string; reason: string }
    >({
      query: (body) => ({ url: "gates/reopen", method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : STEPPED),
    }),
    signGate: build.mutation<Transition, { project: string; role: string; person: string }>({
      query: (body) => ({ url: "gates/sign", method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : STEPPED),
    }),
    waiveGate: build.mutation<Transition, { project: string; person: string; reason: string }>({
      query: (body) => ({ url: "gates/waive", method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : STEPPED),
    }),
    getMethodologyChanges: build.query<MethodologyChange[], string>({
      query: (project) => ({ url: "gates/changes", params: { project } }),
      transformResponse: (page: { items: MethodologyChange[] }) => page.items,
      providesTags: ["Gates", "Methodologies"],
    }),
    updateProject: build.mutation<Instantiated, string>({
      query: (project) => ({ url: "gates/update", method: "POST", body: { project } }),
      invalidatesTags: (_result, error) => (error ? [] : [...STEPPED, "Folder"]),
    }),
  }),
});

export const {
  useGetMethodologiesQuery,
  useGetMethodologyQuery,
  useCreateMethodologyMutation,
  usePlanProjectMutation,
  useStartProjectMutation,
  useGetGatesQuery,
  useAdvanceProjectMutation,
  useReopenPhaseMutation,
  useSignGateMutation,
  useWaiveGateMutation,
  useGetMethodologyChangesQuery,
  useUpdateProjectMutation,
} = methodologiesApi;
