/** Planning: what waits, and the sprints it is dragged into, each with what fits into it. */
import { Button, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Plus } from "lucide-react";
import { useState } from "react";

import { problemOf } from "../../api/problem";
import { type Project, type Sprint, useGetSprintsQuery } from "../../api/projects";
import { useFirstTasksQuery, useGroupTasksQuery, type WorkItem } from "../../api/tasks";
import { useTaskActions } from "../../tasks/useTaskActions";
import { ofProject } from "../../tasks/words";
import { BurndownOf } from "../figures/BurndownFigure";
import { Backlog } from "./Backlog";
import { NewSprint } from "./NewSprint";
import { SprintLane } from "./SprintLane";

/** The open tasks without a sprint, and all tasks of each sprint. */
function bySprint(items: readonly WorkItem[]): Map<string | null, WorkItem[]> {
  const found = new Map<string | null, WorkItem[]>();
  const each = new Map(items.map((item) => [item.key, item]));
  for (const item of each.values()) found.set(item.sprint, [...(found.get(item.sprint) ?? []), item]);
  return found;
}

/** How many tasks of the backlog are shown. */
const BACKLOG = 200;
const ORDER: Record<Sprint["state"], number> = { current: 0, future: 1, undated: 2, past: 3 };

export function SprintsSide({ project }: { project: Project }) {
  const {
    data: groups,
    error,
    refetch,
  } = useGroupTasksQuery({ q: ofProject(project.path), by: "sprint", sort: "status,due" });
  const { data: open } = useFirstTasksQuery({
    q: ofProject(project.path, "is:open sprint:none"),
    sort: "status,due",
    limit: BACKLOG,
  });
  const { data: sprints } = useGetSprintsQuery(project.path);
  const { change } = useTaskActions();
  const [making, setMaking] = useState(false);
  if (!groups || !sprints || !open) {
    return error === undefined ? (
      <Skeleton lines={6} label="Reading the sprints" />
    ) : (
      <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />
    );
  }
  const found = bySprint([...open.items, ...groups.flatMap(({ items }) => items)]);
  const backlog = (found.get(null) ?? []).filter(({ status }) => status !== "done" && status !== "cancelled");
  const whole = new Set(groups.flatMap(({ key, total, items }) => (total === items.length ? [key] : [])));
  const ordered = [...sprints].sort((a, b) => ORDER[a.state] - ORDER[b.state]);
  const current = ordered.find(({ state }) => state === "current");
  const put = (item: WorkItem, sprint: string | null) => {
    if (item.sprint !== sprint) void change([item], { sprint });
  };
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label="Sprints"
      className="@container h-full overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="mx-auto grid w-full max-w-300 gap-x-8 gap-y-8 px-5 pt-5 pb-16 narrow:px-6 @min-[50rem]:grid-cols-[minmax(0,5fr)_minmax(0,6fr)]">
        <Backlog
          project={project}
          items={backlog}
          left={open.total - open.items.length}
          sprints={sprints}
          onPut={put}
        />
        <div className="flex min-w-0 flex-col gap-5">
          <div className="flex items-center gap-3">
            <h2 className="flex-1 text-3 font-semibold">Sprints</h2>
            <Button icon={Plus} onClick={() => setMaking(true)}>
              New sprint
            </Button>
          </div>
          {ordered.length === 0 && (
            <p className="rounded-card bg-side p-6 text-center text-3 text-pretty text-muted">
              There is no sprint yet. A sprint is a note with days and a capacity; tasks are dragged into it.
            </p>
          )}
          {ordered.map((sprint) => (
            <SprintLane
              key={sprint.path}
              sprint={sprint}
              sprints={sprints}
              items={found.get(sprint.path) ?? []}
              whole={whole.has(sprint.path)}
              onPut={put}
            />
          ))}
          {current && (
            <div className="mt-4">
              <BurndownOf sprint={current} />
            </div>
          )}
        </div>
      </div>
      {making && <NewSprint project={project} sprints={sprints} onClose={() => setMaking(false)} />}
    </div>
  );
}
