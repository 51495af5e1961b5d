/** What a project waits for first. */
import { Skeleton } from "@claudeprojects/ui";
import { Link } from "react-router";

import type { Project } from "../api/projects";
import { useFirstTasksQuery } from "../api/tasks";
import { count } from "../lib/format";
import { projectUrl } from "../lib/paths";
import { TaskLine } from "../tasks/TaskLine";
import { ofProject } from "../tasks/words";
import { Heading } from "./Heading";

const SHOWN = 6;

export function NextTasks({ project }: { project: Project }) {
  const { data } = useFirstTasksQuery({
    q: ofProject(project.path, "is:open"),
    sort: "due,priority",
    limit: SHOWN,
  });
  return (
    <section aria-label="Next">
      <Heading
        aside={
          data &&
          data.total > SHOWN && (
            <Link
              to={projectUrl(project.path, "list")}
              className="hit-target rounded-small hover:text-text hover:underline"
            >
              All {count(data.total)}
            </Link>
          )
        }
      >
        Next
      </Heading>
      {!data && <Skeleton lines={4} />}
      {data?.items.length === 0 && <p className="py-1.5 text-3 text-muted">Nothing is open.</p>}
      <ul>
        {data?.items.map((item) => (
          <TaskLine key={item.key} item={item} />
        ))}
      </ul>
    </section>
  );
}
