/** The rules on what agents may do, and the plugins that are trusted. */
import type { Permissions, PermissionsView, Plugin, PluginPanel } from "./agentTypes";
import { api } from "./api";

const trustUrl = (name: string) => `plugins/${encodeURIComponent(name)}/trust`;

export const permissionsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getPermissions: build.query<PermissionsView, undefined>({
      query: () => "permissions",
      providesTags: ["Permissions"],
    }),
    setPermissions: build.mutation<PermissionsView, Permissions>({
      query: (body) => ({ url: "permissions", method: "PUT", body }),
      invalidatesTags: ["Permissions"],
    }),
    getPlugins: build.query<Plugin[], undefined>({
      query: () => "plugins",
      transformResponse: (page: { items: Plugin[] }) => page.items,
      providesTags: ["Agents"],
    }),
    getPanels: build.query<PluginPanel[], undefined>({
      query: () => "plugins/panels",
      transformResponse: (list: { items: PluginPanel[] }) => list.items,
      providesTags: ["Agents"],
    }),
    trustPlugin: build.mutation<Plugin, { name: string; hash: string }>({
      query: ({ name, hash }) => ({ url: trustUrl(name), method: "POST", body: { hash } }),
      invalidatesTags: ["Agents"],
    }),
    distrustPlugin: build.mutation<Plugin, string>({
      query: (name) => ({ url: trustUrl(name), method: "DELETE" }),
      invalidatesTags: ["Agents"],
    }),
  }),
});

export const {
  useGetPermissionsQuery,
  useSetPermissionsMutation,
  useGetPluginsQuery,
  useGetPanelsQuery,
  useTrustPluginMutation,
  useDistrustPluginMutation,
} = permissionsApi;
