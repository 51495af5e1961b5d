/** Settings and tasks across the vault. */
import { api } from "./api";
import type { Page, SettingList, SettingsPatch, VaultTask } from "./types";

export const settingsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getSettings: build.query<SettingList, undefined>({ query: () => "settings", providesTags: ["Settings"] }),
    setSettings: build.mutation<SettingList, SettingsPatch>({
      query: (body) => ({ url: "settings", method: "PATCH", body }),
      invalidatesTags: ["Settings", "Status"],
    }),
    getTasks: build.query<Page<VaultTask>, { status: string; limit?: number }>({
      query: ({ status, limit = 200 }) => ({ url: "tasks", params: { status, limit } }),
      providesTags: ["Tasks"],
    }),
  }),
});

export const { useGetSettingsQuery, useSetSettingsMutation, useGetTasksQuery } = settingsApi;

/** One setting's value, or the fallback while it is not known. */
export function settingValue<T extends string | number | boolean>(
  list: SettingList | undefined,
  key: string,
  fallback: T,
): T {
  const value = list?.items.find((item) => item.key === key)?.value;
  return typeof value === typeof fallback ? (value as T) : fallback;
}
