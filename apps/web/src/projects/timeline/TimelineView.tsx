/** What a query finds on a line of days: near or far, the whole of it, or brought back to today. */
import { Button, Checkbox, EmptyState, Kbd, Segmented } from "@claudeprojects/ui";
import { CalendarCheck, ChartGantt } from "lucide-react";
import { type ReactNode, useState } from "react";

import type { Milestone, Sprint } from "../../api/projects";
import { useFirstTasksQuery } from "../../api/tasks";
import { useCommands } from "../../commands/registry";
import { count } from "../../lib/format";
import { cannotBeRead, Unanswered } from "../../tasks/Unanswered";
import { useTaskActions } from "../../tasks/useTaskActions";
import { Chart } from "./Chart";
import type { Zoom } from "./scale";

const MOST = 1000;
const ZOOMS: readonly { value: Zoom; label: string }[] = [
  { value: "days", label: "Days" },
  { value: "weeks", label: "Weeks" },
  { value: "months", label: "Months" },
  { value: "all", label: "All" },
];

export interface TimelineViewProps {
  q: string;
  milestones: readonly Milestone[];
  sprints: readonly Sprint[];
  /** Whether what is done is shown, too, and the way to say so; left out where the query says it. */
  done?: { shown: boolean; onChange: (shown: boolean) => void };
  /** What stands in the place of an empty timeline; without it the days are shown all the same. */
  empty?: ReactNode;
  /** Said beside the controls, of as many tasks as stand on the line. */
  note?: (total: number) => ReactNode;
}

export function TimelineView({ q, milestones, sprints, done, empty, note }: TimelineViewProps) {
  const [zoom, setZoom] = useState<Zoom>("weeks");
  const [asked, setAsked] = useState(0);
  const { data, error, refetch } = useFirstTasksQuery({
    q: [q === "" ? "" : `(${q})`, "(has:due OR has:scheduled OR has:start)"].filter(Boolean).join(" "),
    sort: "start,due",
    limit: MOST,
  });
  const { change } = useTaskActions();
  const showToday = () => {
    if (zoom === "all") setZoom("weeks");
    setAsked(asked + 1);
  };
  useCommands([
    { id: "timeline.today", title: "Go to today", group: "This screen", keys: "t", run: showToday },
    {
      id: "timeline.all",
      title: "Show all days",
      group: "This screen",
      keys: "0",
      run: () => setZoom("all"),
    },
    { id: "timeline.move", title: "Move a bar by a day", group: "This screen", keys: "left right" },
    { id: "timeline.end", title: "Move its end", group: "This screen", keys: "shift+left shift+right" },
  ]);
  if (cannotBeRead(error) || !data) {
    return <Unanswered q={q} error={error} reading="Reading the timeline" onRetry={() => void refetch()} />;
  }
  const { items, total } = data;
  if (items.length === 0 && empty !== undefined) return empty;
  return (
    <div className="flex h-full flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-2 px-5 py-2.5 narrow:px-6">
        <Segmented label="Zoom" value={zoom} options={ZOOMS} onChange={setZoom} />
        <Button icon={CalendarCheck} keys="t" onClick={showToday}>
          Today
        </Button>
        {done && <Checkbox checked={done.shown} onChange={done.onChange} label="Done, too" />}
        {note?.(total)}
        {total > items.length && (
          <span className="text-2 text-muted">{`the first ${count(items.length)} of ${count(total)}`}</span>
        )}
        <span className="ml-auto hidden items-center gap-1.5 text-2 text-muted wide:flex coarse:hidden">
          <Kbd keys="right" /> moves a bar, <Kbd keys="shift+right" /> its end
        </span>
      </div>
      <div className="min-h-0 flex-1">
        <Chart
          items={items}
          milestones={milestones}
          sprints={sprints}
          zoom={zoom}
          asked={asked}
          onChange={(item, changes) => void change([item], changes)}
        />
      </div>
    </div>
  );
}

/** What is said where no task has a day. */
export function NoDays({ title }: { title: string }) {
  return (
    <EmptyState icon={ChartGantt} title={title} hint="Give one a due day in the list, and it stands here." />
  );
}
