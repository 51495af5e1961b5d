/** Tasks across the vault: any query, saved as a view when it is worth it. */
import { EmptyState } from "@claudeprojects/ui";
import { ListTodo } from "lucide-react";
import { useEffect } from "react";

import { SavedViews } from "./SavedViews";
import { TaskControls } from "./TaskControls";
import { TaskList } from "./TaskList";
import { useTaskUrl } from "./useTaskUrl";

export function TasksPage() {
  const [view, setView] = useTaskUrl({ q: "is:open", by: "due", sort: "" });
  useEffect(() => {
    document.title = "Tasks · ClaudeProjects";
  }, []);
  return (
    <section aria-label="Tasks" className="mx-auto flex h-full w-full max-w-300 flex-col">
      <h1 className="px-3 pt-4 text-5 font-semibold tracking-tight narrow:px-4">Tasks</h1>
      <TaskControls view={view} onChange={setView}>
        <SavedViews view={view} onChoose={setView} />
      </TaskControls>
      <div className="min-h-0 flex-1">
        <TaskList
          label="Tasks"
          q={view.q}
          by={view.by}
          sort={view.sort}
          onSort={(sort) => setView({ sort })}
          projects
          empty={
            <EmptyState
              icon={ListTodo}
              title={view.q === "is:open" ? "Nothing is open." : "No task fits."}
              hint="Press q to write one; a line that begins with - [ ] in any note is one, too."
            />
          }
        />
      </div>
    </section>
  );
}
