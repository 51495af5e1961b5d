/** MCP servers whose tools agents may use, and the way other programs use this workspace as one. */
import type { Server, ServerClients, ServerPreset } from "./agentTypes";
import { api } from "./api";

const serverUrl = (name: string) => `mcp/servers/${encodeURIComponent(name)}`;

export interface NewServer {
  preset?: string;
  secrets?: Record<string, string>;
  name?: string;
  config?: Record<string, unknown>;
}

export type ServerAction = "start" | "stop" | "restart" | "trust" | "keep";

export const serversApi = api.injectEndpoints({
  endpoints: (build) => ({
    getServers: build.query<Server[], undefined>({
      query: () => "mcp/servers",
      transformResponse: (list: { items: Server[] }) => list.items,
      providesTags: ["Servers"],
    }),
    getPresets: build.query<ServerPreset[], undefined>({
      query: () => "mcp/presets",
      transformResponse: (list: { items: ServerPreset[] }) => list.items,
      providesTags: ["Servers"],
    }),
    getClients: build.query<ServerClients, undefined>({ query: () => "mcp/clients" }),
    getServerLog: build.query<string[], string>({
      query: (name) => `${serverUrl(name)}/logs`,
      transformResponse: (log: { lines: string[] }) => log.lines,
      providesTags: (_result, _error, id) => [{ type: "ServerLog", id }],
      keepUnusedDataFor: 0,
    }),
    addServer: build.mutation<Server, NewServer>({
      query: (body) => ({ url: "mcp/servers", method: "POST", body }),
      invalidatesTags: ["Servers"],
    }),
    removeServer: build.mutation<unknown, string>({
      query: (name) => ({ url: serverUrl(name), method: "DELETE" }),
      invalidatesTags: ["Servers"],
    }),
    steerServer: build.mutation<Server, { name: string; action: ServerAction }>({
      query: ({ name, action }) => ({ url: `${serverUrl(name)}/${action}`, method: "POST" }),
      invalidatesTags: ["Servers"],
    }),
    keepSecret: build.mutation<Server, { name: string; variable: string; value: string }>({
      query: ({ name, ...body }) => ({ url: `${serverUrl(name)}/secret`, method: "PUT", body }),
      invalidatesTags: ["Servers"],
    }),
  }),
});

export const {
  useGetServersQuery,
  useGetPresetsQuery,
  useGetClientsQuery,
  useGetServerLogQuery,
  useAddServerMutation,
  useRemoveServerMutation,
  useSteerServerMutation,
  useKeepSecretMutation,
} = serversApi;
