/** What may leave the machine, and the log of what did. */
import type { AuditEntry, AuditVerification, PrivacyPolicy } from "./agentTypes";
import { api } from "./api";
import { BY_CURSOR } from "./paging";
import type { Page } from "./types";

export const privacyApi = api.injectEndpoints({
  endpoints: (build) => ({
    getPrivacy: build.query<PrivacyPolicy, undefined>({ query: () => "privacy", providesTags: ["Privacy"] }),
    setPrivacy: build.mutation<PrivacyPolicy, Omit<PrivacyPolicy, "problem">>({
      query: (body) => ({ url: "privacy", method: "PUT", body }),
      invalidatesTags: ["Privacy"],
    }),
    getAudit: build.infiniteQuery<Page<AuditEntry>, undefined, string | null>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ pageParam }) => ({ url: "audit", params: { cursor: pageParam ?? undefined, limit: 50 } }),
      providesTags: ["Audit"],
    }),
    verifyAudit: build.query<AuditVerification, undefined>({
      query: () => "audit/verify",
      providesTags: ["Audit"],
    }),
  }),
});

export const {
  useGetPrivacyQuery,
  useSetPrivacyMutation,
  useGetAuditInfiniteQuery,
  useLazyVerifyAuditQuery,
} = privacyApi;
