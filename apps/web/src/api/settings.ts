/** The settings of the program and of the vault. */
import { api } from "./api";
import type { SettingList, SettingsPatch } from "./types";

export const settingsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getSettings: build.query<SettingList, undefined>({ query: () => "settings", providesTags: ["Settings"] }),
    setSettings: build.mutation<SettingList, SettingsPatch>({
      query: (body) => ({ url: "settings", method: "PATCH", body }),
      invalidatesTags: ["Settings", "Status"],
    }),
  }),
});

export const { useGetSettingsQuery, useSetSettingsMutation } = settingsApi;

/** One setting's value, or the fallback while it is not known. */
export function settingValue<T extends string | number | boolean>(
  list: SettingList | undefined,
  key: string,
  fallback: T,
): T {
  const value = list?.items.find((item) => item.key === key)?.value;
  return typeof value === typeof fallback ? (value as T) : fallback;
}
