/** The board of a project, and what narrows it: words, a query, a person. */
import { EmptyState, Kbd, SearchInput } from "@claudeprojects/ui";
import { SquareKanban } from "lucide-react";
import { useRef, useState } from "react";

import { type Project, type Sprint, useGetSprintsQuery } from "../../api/projects";
import { useCommands } from "../../commands/registry";
import { useDebounced } from "../../lib/useDebounced";
import { PeopleFilter } from "../../tasks/PeopleFilter";
import { BoardView } from "./BoardView";

const NONE: readonly Sprint[] = [];

export function Board({ project }: { project: Project }) {
  const [filter, setFilter] = useState("");
  const [person, setPerson] = useState<string | null>(null);
  const typed = useDebounced(filter, 150);
  const q = [person === null ? "" : `assignee:"${person}"`, typed.trim() === "" ? "" : `(${typed})`]
    .filter(Boolean)
    .join(" ");
  const sprints = useGetSprintsQuery(project.path).data ?? NONE;
  const field = useRef<HTMLInputElement>(null);
  useCommands([
    {
      id: "board.filter",
      title: "Filter the board",
      group: "This screen",
      keys: "/",
      run: () => field.current?.focus(),
    },
  ]);
  return (
    <div className="flex h-full flex-col">
      <div className="flex shrink-0 items-center gap-2 px-5 py-2.5 narrow:px-6">
        <SearchInput
          ref={field}
          label="Filter: words, due:<friday, tag:…"
          value={filter}
          onChange={setFilter}
          keys="/"
          quiet
          className="w-72 min-w-0 shrink"
        />
        <PeopleFilter value={person} onChange={setPerson} />
        <span className="ml-auto hidden items-center gap-1.5 text-2 text-muted medium:flex coarse:hidden">
          <Kbd keys="shift+right" /> moves a card
        </span>
      </div>
      <div className="min-h-0 flex-1">
        <BoardView
          q={q}
          project={project.path}
          sprints={sprints}
          empty={
            q === "" ? (
              <EmptyState
                icon={SquareKanban}
                title="This project has no tasks yet."
                hint="Press q to write one, or write lines that begin with - [ ] in its notes."
              />
            ) : undefined
          }
        />
      </div>
    </div>
  );
}
