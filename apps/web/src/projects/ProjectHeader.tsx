/** The name of a project, how far it is, and what can be done with all of it. */
import { Badge, Button } from "@claudeprojects/ui";
import { FileText, Plus } from "lucide-react";

import type { Project } from "../api/projects";
import { useAppDispatch } from "../app/hooks";
import { useGo } from "../app/navigation";
import { ExportMenu } from "../exchange/ExportMenu";
import { percent } from "../lib/format";
import { noteUrl } from "../lib/paths";
import { overlayOpened } from "../state/overlays";
import { ShareBar } from "./ShareBar";
import { doneWords } from "./words";

export function ProjectHeader({ project }: { project: Project }) {
  const dispatch = useAppDispatch();
  const go = useGo();
  const { progress, status } = project;
  return (
    <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 px-5 pt-4 pb-2 narrow:px-6">
      <div className="flex min-w-0 flex-1 basis-60 items-center gap-2.5">
        <h1
          dir="auto"
          className="line-clamp-2 min-w-0 text-5 font-semibold tracking-tight wrap-anywhere"
          title={project.title}
        >
          {project.title}
        </h1>
        {status !== null && <Badge tone={project.is_open ? "accent" : "neutral"}>{status}</Badge>}
        <span className="flex shrink-0 items-center gap-2 pl-1.5 text-2 text-muted">
          <ShareBar
            label="Progress of the project"
            value={progress.done}
            max={progress.total}
            text={doneWords(progress)}
            className="w-14 narrow:w-24"
          />
          <span data-numeric>
            {progress.total === 0 ? "no tasks" : `${percent(progress.done, progress.total)}%`}
          </span>
        </span>
      </div>
      <div className="flex gap-1.5">
        <ExportMenu project={project} />
        <Button icon={FileText} onClick={() => go(noteUrl(project.path))}>
          Note
        </Button>
        <Button
          icon={Plus}
          keys="q"
          onClick={() => dispatch(overlayOpened({ kind: "quick-add", project: project.path }))}
        >
          Task
        </Button>
      </div>
    </header>
  );
}
