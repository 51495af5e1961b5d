/** The one RTK Query API of the app; each room adds its endpoints beside it. */
import { type BaseQueryFn, createApi, type FetchArgs, fetchBaseQuery } from "@reduxjs/toolkit/query/react";

import { type Problem, readProblem, UNREACHABLE } from "./problem";

/** What a cached answer depends on; live events name these (see `live.ts`). */
export const TAGS = [
  "Workspace",
  "Status",
  "Skipped",
  "Folder",
  "Note",
  "Links",
  "Graph",
  "Search",
  "Suggestions",
  "Tasks",
  "Tags",
  "Operations",
  "Trash",
  "Settings",
  "Agents",
  "Runs",
  "Run",
  "Schedules",
  "Changes",
  "Approvals",
  "Permissions",
  "Chats",
  "Chat",
  "Models",
  "Pulls",
  "Router",
  "Servers",
  "ServerLog",
  "Privacy",
  "Audit",
  "Methodologies",
  "Gates",
  "Imports",
  "Feed",
] as const;
export type Tag = (typeof TAGS)[number];

const send = fetchBaseQuery({ baseUrl: "/api/v1/", credentials: "same-origin" });

const engineQuery: BaseQueryFn<string | FetchArgs, unknown, Problem> = async (request, context, options) => {
  const { data, error, meta } = await send(request, context, options);
  if (!error) return { data, meta };
  if (error.status === "FETCH_ERROR" || error.status === "TIMEOUT_ERROR") return { error: UNREACHABLE };
  if (typeof error.status === "number") return { error: readProblem(error.status, error.data) };
  return { error: readProblem(error.status === "PARSING_ERROR" ? error.originalStatus : 0, null) };
};

export const api = createApi({
  reducerPath: "api",
  baseQuery: engineQuery,
  tagTypes: TAGS,
  keepUnusedDataFor: 120,
  endpoints: () => ({}),
});
