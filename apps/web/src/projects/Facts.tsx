/** What is known of a project in few lines: people, days, its sprint, and the numbers. */
import type { ReactNode } from "react";
import { Link } from "react-router";

import { type Project, useGetSprintsQuery } from "../api/projects";
import { count, dayWords } from "../lib/format";
import { projectUrl } from "../lib/paths";
import { DueMark, Person } from "../tasks/marks";
import { Heading } from "./Heading";
import { spanWords } from "./words";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="grid min-h-row grid-cols-[6rem_minmax(0,1fr)] items-center gap-2 text-3">
      <dt className="text-muted">{name}</dt>
      <dd className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">{children}</dd>
    </div>
  );
}

export function Facts({ project }: { project: Project }) {
  const { progress, owner, members, start, due } = project;
  const sprint = useGetSprintsQuery(project.path).data?.find(({ state }) => state === "current");
  return (
    <section aria-label="Facts">
      <Heading>At a glance</Heading>
      <dl>
        <Fact name="Open">
          <span data-numeric>{count(progress.open)}</span>
          {progress.overdue > 0 && <span className="text-danger-text">{count(progress.overdue)} late</span>}
        </Fact>
        <Fact name="In progress">
          <span data-numeric>{count(progress.in_progress)}</span>
        </Fact>
        <Fact name="Done">
          <span data-numeric>{`${count(progress.done)} of ${count(progress.total)}`}</span>
        </Fact>
        {start !== null && <Fact name="Start">{dayWords(start)}</Fact>}
        {due !== null && (
          <Fact name="Due">
            <DueMark item={{ due, status: project.is_open ? "todo" : "done", time: null }} />
          </Fact>
        )}
        {owner !== null && (
          <Fact name="Owner">
            <Person name={owner} /> <span className="truncate">{owner}</span>
          </Fact>
        )}
        {members.length > 0 && (
          <Fact name="Members">
            {members.map((name) => (
              <Person key={name} name={name} />
            ))}
          </Fact>
        )}
        {sprint && (
          <Fact name="Sprint">
            <Link
              to={projectUrl(project.path, "sprints")}
              className="min-w-0 rounded-small text-accent-text hover:underline"
            >
              {sprint.title}
            </Link>
            <span className="text-2 text-muted">{spanWords(sprint)}</span>
          </Fact>
        )}
      </dl>
    </section>
  );
}
