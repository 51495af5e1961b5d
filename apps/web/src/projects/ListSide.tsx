/** The tasks of a project in rows. */
import { EmptyState } from "@claudeprojects/ui";
import { ListTodo } from "lucide-react";

import type { Project } from "../api/projects";
import { TaskControls } from "../tasks/TaskControls";
import { TaskList } from "../tasks/TaskList";
import { useTaskUrl } from "../tasks/useTaskUrl";
import { ofProject } from "../tasks/words";

export function ListSide({ project }: { project: Project }) {
  const [view, setView] = useTaskUrl({ q: "", by: "status", sort: "" });
  return (
    <div className="flex h-full flex-col">
      <TaskControls view={view} onChange={setView} without="project" />
      <div className="min-h-0 flex-1">
        <TaskList
          label={`Tasks of ${project.title}`}
          q={ofProject(project.path, view.q)}
          by={view.by}
          sort={view.sort}
          onSort={(sort) => setView({ sort })}
          empty={
            <EmptyState
              icon={ListTodo}
              title={view.q === "" ? "This project has no tasks yet." : "No task of this project fits."}
              hint={view.q === "" ? "Press q to write one." : undefined}
            />
          }
        />
      </div>
    </div>
  );
}
