/** What waits for a person to say yes or no. */
import type { Approval } from "./agentTypes";
import { api } from "./api";

export const approvalsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getApprovals: build.query<Approval[], Approval["state"] | null>({
      query: (state) => ({ url: "approvals", params: { state: state ?? undefined } }),
      transformResponse: (page: { items: Approval[] }) => page.items,
      providesTags: ["Approvals"],
    }),
    decideApproval: build.mutation<Approval, { id: string; approve: boolean; note?: string }>({
      query: ({ id, ...body }) => ({ url: `approvals/${encodeURIComponent(id)}`, method: "POST", body }),
      invalidatesTags: (answer) => [
        "Approvals",
        ...(answer ? [{ type: "Run" as const, id: answer.run_id }] : []),
      ],
    }),
  }),
});

export const { useGetApprovalsQuery, useDecideApprovalMutation } = approvalsApi;
