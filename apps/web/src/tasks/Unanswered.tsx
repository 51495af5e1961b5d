/** What stands in the place of tasks that a query has not found yet, or cannot find. */
import { ErrorState, Skeleton } from "@claudeprojects/ui";

import { problemOf } from "../api/problem";
import { QueryError } from "../search/QueryError";

export interface UnansweredProps {
  q: string;
  /** Why there is no answer; undefined while it is waited for. */
  error: unknown;
  /** What is waited for, as "Reading the board". */
  reading: string;
  onRetry: () => void;
}

/** Whether the query itself cannot be read: what an earlier one found is not its answer. */
export function cannotBeRead(error: unknown): boolean {
  return error !== undefined && problemOf(error).code === "query_syntax";
}

export function Unanswered({ q, error, reading, onRetry }: UnansweredProps) {
  if (error === undefined) return <Skeleton lines={6} label={reading} />;
  const problem = problemOf(error);
  if (!cannotBeRead(error)) return <ErrorState problem={problem} onRetry={onRetry} />;
  return (
    <div className="p-4">
      <QueryError query={q} problem={problem} />
    </div>
  );
}
