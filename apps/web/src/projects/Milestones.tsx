/** The days that matter to a project. */
import { Icon, Skeleton } from "@claudeprojects/ui";
import { CheckCircle2, Diamond } from "lucide-react";
import { Link } from "react-router";

import { type Project, useGetMilestonesQuery } from "../api/projects";
import { noteUrl } from "../lib/paths";
import { plainText } from "../lib/plainText";
import { DueMark } from "../tasks/marks";
import { Heading } from "./Heading";

export function Milestones({ project }: { project: Project }) {
  const { data } = useGetMilestonesQuery(project.path);
  return (
    <section aria-label="Milestones">
      <Heading>Milestones</Heading>
      {!data && <Skeleton lines={2} />}
      {data?.length === 0 && (
        <p className="py-1.5 text-3 text-muted">
          None yet. A task tagged <code className="font-code text-2">#milestone</code> is one.
        </p>
      )}
      <ul>
        {data?.map(({ path, line, title, due, done }) => (
          <li key={`${path}:${line ?? ""}`}>
            <Link
              to={noteUrl(path, { line })}
              className="-mx-2 flex min-h-row-comfortable items-center gap-2.5 rounded-control px-2 text-3 hover:bg-fill"
            >
              <Icon of={done ? CheckCircle2 : Diamond} className={done ? "text-success" : "text-accent"} />
              <span dir="auto" className="min-w-0 flex-1 truncate" title={title}>
                {plainText(title)}
              </span>
              <span className="text-2">
                <DueMark item={{ due, status: done ? "done" : "todo", time: null }} />
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
