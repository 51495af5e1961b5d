/** What a query finds, grouped and sorted, in a grid. */
import { EmptyState } from "@claudeprojects/ui";
import { ListTodo } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";

import { type GroupBy, useFindTasksInfiniteQuery, useGroupTasksQuery } from "../api/tasks";
import { nextSort, plainRows, rowsOf } from "./rows";
import { TaskGrid } from "./TaskGrid";
import { cannotBeRead, Unanswered } from "./Unanswered";

export interface TaskListProps {
  label: string;
  q: string;
  /** What the person typed of it, to point at what cannot be read. */
  by: GroupBy | null;
  sort: string;
  onSort: (sort: string) => void;
  projects?: boolean;
  empty: ReactNode;
}

function useFound(q: string, by: GroupBy | null, sort: string) {
  const query = { q, sort: sort === "" ? undefined : sort };
  const plain = useFindTasksInfiniteQuery(query, { skip: by !== null });
  const grouped = useGroupTasksQuery({ ...query, by: by ?? "status" }, { skip: by === null });
  return { plain, grouped };
}

export function TaskList({ label, q, by, sort, onSort, projects = false, empty }: TaskListProps) {
  const { plain, grouped } = useFound(q, by, sort);
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(
    () =>
      by === null
        ? plainRows(plain.data?.pages.flatMap(({ items }) => items) ?? [])
        : rowsOf(grouped.data ?? [], folded),
    [by, plain.data, grouped.data, folded],
  );
  const { data, error, refetch } = by === null ? plain : grouped;
  if (cannotBeRead(error) || !data) {
    return <Unanswered q={q} error={error} reading="Reading the tasks" onRetry={() => void refetch()} />;
  }
  if (rows.length === 0) return empty ?? <EmptyState icon={ListTodo} title="No task fits." />;
  return (
    <TaskGrid
      label={label}
      rows={rows}
      sort={sort}
      onSort={(key) => onSort(nextSort(sort, key))}
      projects={projects}
      onFold={(key) =>
        setFolded((now) => {
          const next = new Set(now);
          if (!next.delete(key)) next.add(key);
          return next;
        })
      }
      onEndReached={
        by === null && plain.hasNextPage && !plain.isFetching ? () => void plain.fetchNextPage() : undefined
      }
    />
  );
}
