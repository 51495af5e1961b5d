/** What a query finds as a board: a column for each state of the work; cards are moved by hand or by keys. */
import { type ReactNode, useCallback } from "react";

import type { Sprint } from "../../api/projects";
import { type TaskChanges, useGetBoardQuery, type WorkColumn, type WorkItem } from "../../api/tasks";
import { useCommands } from "../../commands/registry";
import { cannotBeRead, Unanswered } from "../../tasks/Unanswered";
import { useTaskActions } from "../../tasks/useTaskActions";
import { BoardColumn } from "./BoardColumn";
import { useCardFocus } from "./useCardFocus";

export interface BoardViewProps {
  q: string;
  /** The path of the project whose columns and tasks these are. */
  project?: string;
  sprints: readonly Sprint[];
  /** What stands in the place of a board without a card. */
  empty?: ReactNode;
}

export function BoardView({ q, project, sprints, empty }: BoardViewProps) {
  const { data, currentData, error, refetch } = useGetBoardQuery({ q, project });
  const { change } = useTaskActions();
  const focus = useCardFocus();
  const columns = currentData ?? data;
  const { follow } = focus;
  useCommands([
    { id: "board.step", title: "Go to another card", group: "This screen", keys: "up down left right" },
    { id: "board.move", title: "Move the card", group: "This screen", keys: "shift+left shift+right" },
    { id: "board.open", title: "Open the card in its note", group: "This screen", keys: "enter" },
    { id: "board.menu", title: "All that can be done with it", group: "This screen", keys: "shift+F10" },
  ]);
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
  if (cannotBeRead(error) || !columns) {
    return <Unanswered q={q} error={error} reading="Reading the board" onRetry={() => void refetch()} />;
  }
  const total = columns.reduce((sum, column) => sum + column.total, 0);
  if (total === 0 && empty !== undefined) return empty;
  return (
    <div
      role="group"
      aria-label="Board"
      tabIndex={-1}
      className="flex h-full snap-x scroll-px-5 gap-3 overflow-x-auto px-5 pb-4 narrow:scroll-px-6 narrow:px-6"
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
  );
}
