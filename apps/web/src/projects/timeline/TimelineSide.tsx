/** The tasks of a project on a line of days. */
import { Checkbox, EmptyState, ErrorState, Kbd, Segmented, Skeleton } from "@claudeprojects/ui";
import { ChartGantt } from "lucide-react";
import { useState } from "react";

import { problemOf } from "../../api/problem";
import { type Project, useGetMilestonesQuery, useGetSprintsQuery } from "../../api/projects";
import { useFirstTasksQuery } from "../../api/tasks";
import { count, plural } from "../../lib/format";
import { useTaskActions } from "../../tasks/useTaskActions";
import { ofProject } from "../../tasks/words";
import { Chart } from "./Chart";
import type { Zoom } from "./scale";

const MOST = 1000;
const ZOOMS: readonly { value: Zoom; label: string }[] = [
  { value: "days", label: "Days" },
  { value: "weeks", label: "Weeks" },
  { value: "months", label: "Months" },
];

export function TimelineSide({ project }: { project: Project }) {
  const [zoom, setZoom] = useState<Zoom>("weeks");
  const [done, setDone] = useState(false);
  const { data, error, refetch } = useFirstTasksQuery({
    q: ofProject(
      project.path,
      `${done ? "-status:cancelled" : "is:open"} (has:due OR has:scheduled OR has:start)`,
    ),
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
  const { items, total } = data;
  const { progress } = project;
  const undated = (done ? progress.total : progress.open) - total;
  if (items.length === 0 && !done && progress.done === 0) {
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
        <Checkbox checked={done} onChange={setDone} label="Done, too" />
        {undated > 0 && <span className="text-2 text-muted">{plural(undated, "task")} without a day</span>}
        {total > items.length && (
          <span className="text-2 text-muted">{`the first ${count(items.length)} of ${count(total)}`}</span>
        )}
        <span className="ml-auto hidden items-center gap-1.5 text-2 text-muted medium:flex coarse:hidden">
          <Kbd keys="right" /> moves a bar, <Kbd keys="shift+right" /> its end
        </span>
      </div>
      <div className="min-h-0 flex-1">
        <Chart
          items={items}
          milestones={milestones}
          sprints={sprints}
          zoom={zoom}
          onChange={(item, changes) => void change([item], changes)}
        />
      </div>
    </div>
  );
}
