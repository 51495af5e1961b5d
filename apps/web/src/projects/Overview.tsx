/** The first side of a project: its brief, where it stands, what is next, and what happened. */
import type { Project } from "../api/projects";
import { Activity } from "./Activity";
import { Brief } from "./Brief";
import { Facts } from "./Facts";
import { Milestones } from "./Milestones";
import { NextTasks } from "./NextTasks";
import { PhasePanel } from "./PhasePanel";

export function Overview({ project }: { project: Project }) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label="Overview"
      className="@container relative h-full overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="mx-auto grid w-full max-w-280 gap-x-12 gap-y-9 px-5 pt-6 pb-16 narrow:px-6 @min-[54rem]:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-9">
          <Brief path={project.path} />
          <PhasePanel project={project} />
          <NextTasks project={project} />
          <Activity project={project} />
        </div>
        <div className="flex min-w-0 flex-col gap-9">
          <Facts project={project} />
          <Milestones project={project} />
        </div>
      </div>
    </div>
  );
}
