/** The figures of a project, and the report that has them all. */
import { announce, Button, toast } from "@claudeprojects/ui";
import { FileChartLine } from "lucide-react";

import { problemOf } from "../../api/problem";
import { type Project, useGetSprintsQuery, useWriteReportMutation } from "../../api/projects";
import { useGo } from "../../app/navigation";
import { useFileActions } from "../../files/useFileActions";
import { noteUrl, titleOf } from "../../lib/paths";
import { BurndownFigure } from "./BurndownFigure";
import { CycleFigure } from "./CycleFigure";
import { FlowFigure } from "./FlowFigure";
import { VelocityFigure } from "./VelocityFigure";

function useReport(project: Project) {
  const go = useGo();
  const { undo } = useFileActions();
  const [write, { isLoading }] = useWriteReportMutation();
  const run = async () => {
    const answer = await write(project.path);
    if (answer.error) {
      const problem = problemOf(answer.error);
      toast({ title: problem.title, detail: problem.hint ?? problem.detail, tone: "danger" });
      return;
    }
    const { operation, path } = answer.data;
    toast({
      title: operation ? "The report is written" : "The report says all of it already",
      detail: titleOf(path),
      undo: operation ? () => void undo(operation.id) : undefined,
      action: { label: "Open", run: () => go(noteUrl(path)) },
    });
    announce("The report is written.");
  };
  return { run, busy: isLoading };
}

export function FiguresSide({ project }: { project: Project }) {
  const { data: sprints = [] } = useGetSprintsQuery(project.path);
  const { run, busy } = useReport(project);
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label="Figures"
      className="@container h-full overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="mx-auto w-full max-w-300 px-5 pt-5 pb-16 narrow:px-6">
        <div className="mb-5 flex flex-wrap items-center gap-3">
          <p className="min-w-0 flex-1 basis-60 text-3 text-pretty text-muted">
            Worked out of the notes and of what was seen of their changes.
          </p>
          <Button icon={FileChartLine} disabled={busy} onClick={() => void run()}>
            {busy ? "Writing the report…" : "Write report"}
          </Button>
        </div>
        <div className="grid gap-x-10 gap-y-10 @min-[50rem]:grid-cols-2">
          <BurndownFigure sprints={sprints} />
          <VelocityFigure project={project.path} />
          <FlowFigure project={project.path} />
          <CycleFigure project={project.path} />
        </div>
      </div>
    </div>
  );
}
