/** The tasks of a project on a line of days. */
import { EmptyState, ErrorState, Kbd, Segmented, Skeleton } from "@claudeprojects/ui";
import { ChartGantt } from "lucide-react";
import { useState } from "react";

import { problemOf } from "../../api/problem";
import { type Project, useGetMilestonesQuery, useGetSprintsQuery } from "../../api/projects";
import { useFirstTasksQuery } from "../../api/tasks";
import { plural } from "../../lib/format";
import { useTaskActions } from "../../tasks/useTaskActions";
import { ofProject } from "../../tasks/words";
import { Chart } from "./Chart";
import { spanOf, type Zoom } from "./scale";

const MOST = 1000;
const ZOOMS: readonly { value: Zoom; label: string }[] = [
  { value: "days", label: "Days" },
  { value: "weeks", label: "Weeks" },
  { value: "months", label: "Months" },
];

export function TimelineSide({ project }: { project: Project }) {
  const [zoom, setZoom] = useState<Zoom>("weeks");
  const { data, error, refetch } = useFirstTasksQuery({
    q: ofProject(project.path, "has:due OR has:scheduled OR has:start"),
    sort: "start,due",
    limit: MOST,
  });
  const { data: milestones = [] } = useGetMilestonesQuery(project.path);
  const { data: sprints = [] } = useGetSprintsQuery(project.path);
  const { change } = useTaskActions();
  if (!data) {
    return error === undefined ? (
      <Skeleton lines={6} label="Reading the timeline" />
    ) : (
      <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />
    );
  }
  const dated = data.items.filter((item) => item.status !== "cancelled" && spanOf(item) !== null);
  const undated = project.progress.total - dated.length;
  if (dated.length === 0) {
    return (
      <EmptyState
        icon={ChartGantt}
        title="No task of this project has a day yet."
        hint="Give one a due day in the list, and it stands here."
      />
    );
  }
  return (
    <div className="flex h-full flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-3 px-5 py-2.5 narrow:px-6">
        <Segmented label="Zoom" value={zoom} options={ZOOMS} onChange={setZoom} />
        {undated > 0 && <span className="text-2 text-muted">{plural(undated, "task")} without a day</span>}
        <span className="ml-auto hidden items-center gap-1.5 text-2 text-muted medium:flex coarse:hidden">
          <Kbd keys="right" /> moves a bar, <Kbd keys="shift+right" /> its end
        </span>
      </div>
      <div className="min-h-0 flex-1">
        <Chart
          items={dated}
          milestones={milestones}
          sprints={sprints}
          zoom={zoom}
          onChange={(item, changes) => void change([item], changes)}
        />
      </div>
    </div>
  );
}
