/** The board of a project: a column for each state of its work; cards are moved by hand or by keys. */
import { EmptyState, ErrorState, Kbd, SearchInput, Skeleton } from "@claudeprojects/ui";
import { SquareKanban } from "lucide-react";
import { useCallback, useRef, useState } from "react";

import { problemOf } from "../../api/problem";
import { type Project, type Sprint, useGetSprintsQuery } from "../../api/projects";
import { type TaskChanges, useGetBoardQuery, type WorkColumn, type WorkItem } from "../../api/tasks";
import { useCommands } from "../../commands/registry";
import { useDebounced } from "../../lib/useDebounced";
import { QueryError } from "../../search/QueryError";
import { PeopleFilter } from "../../tasks/PeopleFilter";
import { useTaskActions } from "../../tasks/useTaskActions";
import { BoardColumn } from "./BoardColumn";
import { useCardFocus } from "./useCardFocus";

const NONE: readonly Sprint[] = [];

export function Board({ project }: { project: Project }) {
  const [filter, setFilter] = useState("");
  const [person, setPerson] = useState<string | null>(null);
  const typed = useDebounced(filter, 150);
  const q = [person === null ? "" : `assignee:"${person}"`, typed.trim() === "" ? "" : `(${typed})`]
    .filter(Boolean)
    .join(" ");
  const { data, currentData, error, refetch } = useGetBoardQuery({ q, project: project.path });
  const sprints = useGetSprintsQuery(project.path).data ?? NONE;
  const { change } = useTaskActions();
  const field = useRef<HTMLInputElement>(null);
  const focus = useCardFocus();
  useCommands([
    {
      id: "board.filter",
      title: "Filter the board",
      group: "This screen",
      keys: "/",
      run: () => field.current?.focus(),
    },
  ]);
  const columns = currentData ?? data;
  const { follow } = focus;
  const put = useCallback(
    (item: WorkItem, column: WorkColumn) => {
      const [status] = column.statuses;
      if (status === undefined || column.statuses.includes(item.status)) return;
      follow(item.key);
      void change([item], { status });
    },
    [change, follow],
  );
  const edit = useCallback((item: WorkItem, changes: TaskChanges) => void change([item], changes), [change]);
  const problem = error === undefined ? null : problemOf(error);
  const total = columns?.reduce((sum, column) => sum + column.total, 0) ?? 0;
  return (
    <div className="flex h-full flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 px-5 py-2.5 narrow:px-6">
        <SearchInput
          ref={field}
          label="Filter: words, due:<friday, tag:…"
          value={filter}
          onChange={setFilter}
          keys="/"
          quiet
          className="w-72 max-w-full"
        />
        <PeopleFilter value={person} onChange={setPerson} />
        <span className="ml-auto hidden items-center gap-1.5 text-2 text-muted medium:flex coarse:hidden">
          <Kbd keys="shift+right" /> moves a card
        </span>
      </div>
      {problem?.code === "query_syntax" ? (
        <div className="px-5 narrow:px-6">
          <QueryError query={q} problem={problem} />
        </div>
      ) : problem && !columns ? (
        <ErrorState problem={problem} onRetry={() => void refetch()} />
      ) : !columns ? (
        <Skeleton lines={6} label="Reading the board" />
      ) : total === 0 && q === "" ? (
        <EmptyState
          icon={SquareKanban}
          title="This project has no tasks yet."
          hint="Press q to write one, or write lines that begin with - [ ] in its notes."
        />
      ) : (
        <div
          role="group"
          aria-label="Board"
          tabIndex={-1}
          className="flex min-h-0 flex-1 snap-x scroll-px-5 gap-3 overflow-x-auto px-5 pb-4 narrow:scroll-px-6 narrow:px-6"
          onKeyDown={(event) => focus.onKeyDown(event, columns, put)}
        >
          {columns.map((column) => (
            <BoardColumn
              key={column.key ?? column.title}
              column={column}
              sprints={sprints}
              focused={focus.key}
              onFocus={focus.set}
              onDrop={put}
              onChange={edit}
            />
          ))}
        </div>
      )}
    </div>
  );
}
