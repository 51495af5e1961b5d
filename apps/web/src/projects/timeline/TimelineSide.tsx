/** The tasks of a project on a line of days. */
import { useState } from "react";

import { type Project, useGetMilestonesQuery, useGetSprintsQuery } from "../../api/projects";
import { plural } from "../../lib/format";
import { ofProject } from "../../tasks/words";
import { NoDays, TimelineView } from "./TimelineView";

export function TimelineSide({ project }: { project: Project }) {
  const [done, setDone] = useState(false);
  const { data: milestones = [] } = useGetMilestonesQuery(project.path);
  const { data: sprints = [] } = useGetSprintsQuery(project.path);
  const { progress } = project;
  const bare = !done && progress.done === 0 && milestones.length === 0;
  return (
    <TimelineView
      q={ofProject(project.path, done ? "-status:cancelled" : "is:open")}
      milestones={milestones}
      sprints={sprints}
      done={{ shown: done, onChange: setDone }}
      empty={bare ? <NoDays title="No task of this project has a day yet." /> : undefined}
      note={(total) => {
        const undated = (done ? progress.total : progress.open) - total;
        return (
          undated > 0 && <span className="text-2 text-muted">{plural(undated, "task")} without a day</span>
        );
      }}
    />
  );
}
