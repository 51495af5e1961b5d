/** What agents are at, for the frame: how many work, and what waits for a person. */
import { useGetApprovalsQuery } from "../api/approvals";
import { useGetReviewsQuery, useGetRunsInfiniteQuery } from "../api/runs";
import { useAppSelector } from "../app/hooks";
import { changesOf } from "../runs/reviews";

export interface Waiting {
  approvals: number;
  /** Changed files, over all runs. */
  changes: number;
  running: number;
}

export function useWaiting(): Waiting {
  const skip = useAppSelector((state) => state.connection.engine !== "connected");
  const { data: approvals = [] } = useGetApprovalsQuery("waiting", { skip });
  const { data: reviews = [] } = useGetReviewsQuery(undefined, { skip });
  const { data: runs } = useGetRunsInfiniteQuery("running", { skip });
  return {
    approvals: approvals.length,
    changes: changesOf(reviews),
    running: runs?.pages[0]?.items.length ?? 0,
  };
}
