/** The agent library: agents, skills, and what was found where. */
import type { AgentSummary, AgentView, LintReport, NewAgent, SkillSummary } from "./agentTypes";
import { api } from "./api";

const LISTS = [{ type: "Agents", id: "lists" }] as const;

export const libraryApi = api.injectEndpoints({
  endpoints: (build) => ({
    getAgents: build.query<AgentSummary[], undefined>({
      query: () => "agents",
      transformResponse: (page: { items: AgentSummary[] }) => page.items,
      providesTags: LISTS,
    }),
    getAgent: build.query<AgentView, string>({
      query: (name) => `agents/${encodeURIComponent(name)}`,
      providesTags: ["Agents"],
    }),
    createAgent: build.mutation<AgentView, NewAgent>({
      query: (body) => ({ url: "agents", method: "POST", body }),
      invalidatesTags: ["Agents"],
    }),
    editAgent: build.mutation<AgentView, { name: string; text: string; base_hash: string }>({
      query: ({ name, ...body }) => ({ url: `agents/${encodeURIComponent(name)}`, method: "PUT", body }),
      // Under another name, the page that is still open would ask for an agent that is gone.
      invalidatesTags: (edited, _error, { name }) => (edited && edited.name !== name ? LISTS : ["Agents"]),
    }),
    getLint: build.query<LintReport, undefined>({ query: () => "agents/lint", providesTags: LISTS }),
    getSkills: build.query<SkillSummary[], undefined>({
      query: () => "skills",
      transformResponse: (page: { items: SkillSummary[] }) => page.items,
      providesTags: ["Agents"],
    }),
  }),
});

export const {
  useGetAgentsQuery,
  useGetAgentQuery,
  useCreateAgentMutation,
  useEditAgentMutation,
  useGetLintQuery,
  useGetSkillsQuery,
} = libraryApi;
