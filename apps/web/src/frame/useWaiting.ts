/** What agents are at, for the frame: how many work, and how many questions wait for a person. */
import { useGetApprovalsQuery } from "../api/approvals";
import { useGetRunsInfiniteQuery } from "../api/runs";
import { useAppSelector } from "../app/hooks";

export interface Waiting {
  approvals: number;
  running: number;
}

export function useWaiting(): Waiting {
  const skip = useAppSelector((state) => state.connection.engine !== "connected");
  const { data: approvals } = useGetApprovalsQuery("waiting", { skip });
  const { data: runs } = useGetRunsInfiniteQuery("running", { skip });
  return { approvals: approvals?.length ?? 0, running: runs?.pages[0]?.items.length ?? 0 };
}
