/** Projects, sprints, milestones, saved views, and the figures that are worked out of them. */
import type { components } from "@claudeprojects/types/api";

import { encodePath } from "../lib/paths";
import { api, type Tag } from "./api";
import type { Operation, Page } from "./types";

type Schemas = components["schemas"];
export type Project = Schemas["Project"];
export type Sprint = Schemas["Sprint"];
export type Milestone = Schemas["Milestone"];
export type SavedView = Schemas["SavedView"];
export type Burndown = Schemas["Burndown"];
export type Capacity = Schemas["Capacity"];
export type Velocity = Schemas["Velocity"];
export type FlowDay = Schemas["FlowDay"];
export type CycleTimes = Schemas["CycleTimes"];
export type Report = Schemas["ReportView"];

const MADE: Tag[] = ["Tasks", "Folder", "Suggestions", "Operations"];
const ALL = 1000;

function itemsOf<Item>(page: Page<Item>): Item[] {
  return page.items;
}

export const projectsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getProjects: build.query<Project[], undefined>({
      query: () => ({ url: "projects", params: { limit: ALL } }),
      transformResponse: itemsOf<Project>,
      providesTags: ["Tasks"],
    }),
    getProject: build.query<Project, string>({
      query: (path) => `projects/${encodePath(path)}`,
      providesTags: ["Tasks"],
    }),
    createProject: build.mutation<Operation, Partial<Schemas["NewProject"]> & { title: string }>({
      query: (body) => ({ url: "projects", method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : MADE),
    }),
    getSprints: build.query<Sprint[], string | null>({
      query: (project) => ({ url: "sprints", params: { project: project ?? undefined, limit: ALL } }),
      transformResponse: itemsOf<Sprint>,
      providesTags: ["Tasks"],
    }),
    createSprint: build.mutation<Operation, Schemas["NewSprint"]>({
      query: (body) => ({ url: "sprints", method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : MADE),
    }),
    getMilestones: build.query<Milestone[], string | null>({
      query: (project) => ({ url: "milestones", params: { project: project ?? undefined, limit: ALL } }),
      transformResponse: itemsOf<Milestone>,
      providesTags: ["Tasks"],
    }),
    getViews: build.query<SavedView[], undefined>({
      query: () => ({ url: "views", params: { limit: ALL } }),
      transformResponse: itemsOf<SavedView>,
      providesTags: ["Tasks"],
    }),
    saveView: build.mutation<SavedView, Partial<Schemas["ViewWrite"]> & { title: string }>({
      query: (body) => ({ url: "views", method: "PUT", body }),
      invalidatesTags: (_result, error) => (error ? [] : MADE),
    }),
    getBurndown: build.query<Burndown, string>({
      query: (sprint) => ({ url: "figures/burndown", params: { sprint } }),
      providesTags: ["Tasks"],
    }),
    getCapacity: build.query<Capacity, string>({
      query: (sprint) => ({ url: "figures/capacity", params: { sprint } }),
      providesTags: ["Tasks"],
    }),
    getVelocity: build.query<Velocity, string>({
      query: (project) => ({ url: "figures/velocity", params: { project } }),
      providesTags: ["Tasks"],
    }),
    getFlow: build.query<FlowDay[], string>({
      query: (project) => ({ url: "figures/flow", params: { project } }),
      transformResponse: (answer: Schemas["Flow"]) => answer.days,
      providesTags: ["Tasks"],
    }),
    getCycleTimes: build.query<CycleTimes, string>({
      query: (project) => ({ url: "figures/cycle-times", params: { project } }),
      providesTags: ["Tasks"],
    }),
    writeReport: build.mutation<Report, string>({
      query: (project) => ({ url: "reports", method: "POST", body: { project } }),
      invalidatesTags: (_result, error) => (error ? [] : MADE),
    }),
  }),
});

export const {
  useGetProjectsQuery,
  useGetProjectQuery,
  useCreateProjectMutation,
  useGetSprintsQuery,
  useCreateSprintMutation,
  useGetMilestonesQuery,
  useGetViewsQuery,
  useSaveViewMutation,
  useGetBurndownQuery,
  useGetCapacityQuery,
  useGetVelocityQuery,
  useGetFlowQuery,
  useGetCycleTimesQuery,
  useWriteReportMutation,
} = projectsApi;
