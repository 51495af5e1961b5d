/** One project among others: how far it is, where it stands, and what is due. */
import { Badge } from "@claudeprojects/ui";
import { Link } from "react-router";

import type { Project } from "../api/projects";
import { DueMark, Person } from "../tasks/marks";
import { percent, plural } from "../lib/format";
import { projectUrl } from "../lib/paths";
import { ShareBar } from "./ShareBar";
import { doneWords, nameWords } from "./words";

export interface ProjectRowProps {
  project: Project;
  /** What a methodology is called. */
  titleOf: (methodology: string) => string;
}

export function ProjectRow({ project, titleOf }: ProjectRowProps) {
  const { progress, methodology, phase, owner } = project;
  return (
    <li>
      <Link
        to={projectUrl(project.path)}
        className="-mx-2 grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-5 gap-y-1 rounded-control px-2 py-2.5 hover:bg-fill @min-[44rem]:grid-cols-[minmax(0,1fr)_9rem_6.5rem_1.5rem]"
      >
        <span className="min-w-0">
          <span
            dir="auto"
            className="line-clamp-2 text-left text-3 font-medium wrap-anywhere"
            title={project.title}
          >
            {project.title}
          </span>
          <span className="block truncate text-2 text-muted">
            {methodology === null
              ? (project.status ?? "No status")
              : `${titleOf(methodology)}${phase === null ? "" : ` · ${nameWords(phase)}`}`}
          </span>
        </span>
        <span className="col-span-2 col-start-1 row-start-2 flex items-center gap-2 @min-[44rem]:col-span-1 @min-[44rem]:col-start-2 @min-[44rem]:row-start-1">
          <ShareBar
            label={`Progress of ${project.title}`}
            value={progress.done}
            max={progress.total}
            text={doneWords(progress)}
            className="min-w-16 flex-1"
          />
          <span data-numeric className="w-8 text-right text-2 text-muted">
            {progress.total === 0 ? "–" : `${percent(progress.done, progress.total)}%`}
          </span>
        </span>
        <span className="flex flex-col items-end gap-0.5 text-2">
          {project.is_open && project.due !== null && (
            <DueMark item={{ due: project.due, status: "todo", time: null }} />
          )}
          {progress.overdue > 0 && <Badge tone="danger">{plural(progress.overdue, "task")} late</Badge>}
        </span>
        <span className="hidden @min-[44rem]:block">{owner !== null && <Person name={owner} />}</span>
      </Link>
    </li>
  );
}
