/** Every project of the vault: those going on by when they are due, then those that are over. */
import { Button, EmptyState, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Plus, Route, SquareKanban } from "lucide-react";
import { useState } from "react";

import { problemOf } from "../api/problem";
import { type Project, useGetProjectsQuery } from "../api/projects";
import { useGo } from "../app/navigation";
import { useCommands } from "../commands/registry";
import { count, plural } from "../lib/format";
import { Page } from "../lib/Page";
import { useTitles } from "../methodologies/useTitles";
import { NewProject } from "./NewProject";
import { ProjectRow } from "./ProjectRow";
import { inOrder } from "./words";

function Part({ title, projects }: { title: string; projects: readonly Project[] }) {
  const titleOf = useTitles();
  if (projects.length === 0) return null;
  return (
    <section aria-label={title} className="@container mb-8">
      <h2 className="border-b border-hairline pb-1.5 text-2 font-medium text-muted">
        {title} <span data-numeric>{count(projects.length)}</span>
      </h2>
      <ul className="divide-y divide-hairline">
        {projects.map((project) => (
          <ProjectRow key={project.path} project={project} titleOf={titleOf} />
        ))}
      </ul>
    </section>
  );
}

export function ProjectsPage() {
  const { data, error, refetch } = useGetProjectsQuery(undefined);
  const [making, setMaking] = useState(false);
  const go = useGo();
  useCommands([
    {
      id: "project.new",
      title: "New project",
      group: "This screen",
      keys: "c",
      icon: Plus,
      run: () => setMaking(true),
    },
  ]);
  const { open, closed } = inOrder(data ?? []);
  const late = open.reduce((sum, { progress }) => sum + progress.overdue, 0);
  const make = (
    <Button variant="primary" icon={Plus} keys="c" onClick={() => setMaking(true)}>
      New project
    </Button>
  );
  return (
    <Page
      title="Projects"
      lead={
        data && open.length > 0
          ? `${plural(open.length, "project")} going on${late > 0 ? `, ${plural(late, "task")} late` : ""}`
          : undefined
      }
      actions={
        data &&
        data.length > 0 && (
          <div className="flex flex-wrap gap-2">
            <Button icon={Route} onClick={() => go("/methodologies")}>
              Methodologies
            </Button>
            {make}
          </div>
        )
      }
    >
      {error !== undefined && !data ? (
        <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />
      ) : !data ? (
        <Skeleton lines={6} label="Reading the projects" />
      ) : data.length === 0 ? (
        <EmptyState
          icon={SquareKanban}
          title="There is no project yet."
          hint="A project is a note with the property “type: project”; its tasks are the lines with a box in its folder."
          action={make}
        />
      ) : (
        <>
          <Part title="Going on" projects={open} />
          <Part title="Over" projects={closed} />
        </>
      )}
      {making && <NewProject onClose={() => setMaking(false)} />}
    </Page>
  );
}
