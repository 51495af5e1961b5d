/** Tasks across the vault: any query, as a list, a board or a timeline; saved as a view when it is worth it. */
import { EmptyState, Segmented } from "@claudeprojects/ui";
import { ListTodo } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";

import { useGetMilestonesQuery, useGetSprintsQuery } from "../api/projects";
import { PageLoading } from "../frame/PageLoading";
import { BoardView } from "../projects/board/BoardView";
import { SavedViews } from "./SavedViews";
import { TaskControls } from "./TaskControls";
import { TaskList } from "./TaskList";
import { SHAPES, type TaskView, useTaskUrl } from "./useTaskUrl";

const TimelineView = lazy(async () => ({
  default: (await import("../projects/timeline/TimelineView")).TimelineView,
}));

const NONE: readonly never[] = [];

function Empty({ q }: { q: string }) {
  return (
    <EmptyState
      icon={ListTodo}
      title={q === "is:open" ? "Nothing is open." : "No task fits."}
      hint="Press q to write one; a line that begins with - [ ] in any note is one, too."
    />
  );
}

function Shown({ view, setView }: { view: TaskView; setView: (change: Partial<TaskView>) => void }) {
  const { data: milestones = NONE } = useGetMilestonesQuery(null, { skip: view.as !== "timeline" });
  const { data: sprints = NONE } = useGetSprintsQuery(null, { skip: view.as === "list" });
  if (view.as === "board") return <BoardView q={view.q} sprints={sprints} empty={<Empty q={view.q} />} />;
  if (view.as === "timeline") {
    return (
      <Suspense fallback={<PageLoading />}>
        <TimelineView q={view.q} milestones={milestones} sprints={NONE} empty={<Empty q={view.q} />} />
      </Suspense>
    );
  }
  return (
    <TaskList
      label="Tasks"
      q={view.q}
      by={view.by}
      sort={view.sort}
      onSort={(sort) => setView({ sort })}
      projects
      empty={<Empty q={view.q} />}
    />
  );
}

export function TasksPage() {
  const [view, setView] = useTaskUrl({ q: "is:open", by: "due", sort: "" });
  useEffect(() => {
    document.title = "Tasks · ClaudeProjects";
  }, []);
  return (
    <section
      aria-label="Tasks"
      className={`mx-auto flex h-full w-full flex-col ${view.as === "list" ? "max-w-300" : ""}`}
    >
      <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-3 pt-4 narrow:px-4">
        <h1 className="text-5 font-semibold tracking-tight">Tasks</h1>
        <Segmented label="Show as" value={view.as} options={SHAPES} onChange={(as) => setView({ as })} />
      </header>
      <TaskControls view={view} onChange={setView} grouped={view.as === "list"}>
        <SavedViews view={view} onChoose={setView} />
      </TaskControls>
      <div className="min-h-0 flex-1">
        <Shown view={view} setView={setView} />
      </div>
    </section>
  );
}
