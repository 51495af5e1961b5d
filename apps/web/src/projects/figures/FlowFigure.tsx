/** How many tasks were in each state at the end of each day, on top of each other. */
import { Skeleton } from "@claudeprojects/ui";
import { Area, AreaChart, CartesianGrid, Tooltip, XAxis, YAxis } from "recharts";

import { useGetFlowQuery } from "../../api/projects";
import { count, dayWords, plural } from "../../lib/format";
import { AXIS, Chart, CURSOR, GRID, MARGIN, Tip } from "./Chart";
import { Figure } from "./Figure";

const STATES = [
  { key: "done", name: "Done", colour: "var(--tag-4)" },
  { key: "on_hold", name: "On hold", colour: "var(--tag-2)" },
  { key: "in_progress", name: "In progress", colour: "var(--tag-7)" },
  { key: "todo", name: "To do", colour: "var(--line-strong)" },
] as const;

export function FlowFigure({ project }: { project: string }) {
  const { data } = useGetFlowQuery(project);
  if (!data) return <Skeleton lines={5} label="Working out the flow" />;
  const last = data.at(-1);
  const any = data.some(({ todo, in_progress, on_hold, done }) => todo + in_progress + on_hold + done > 0);
  const says = last
    ? `${plural(last.in_progress + last.on_hold, "task")} under way, ${count(last.done)} done.`
    : "How many tasks are in each state.";
  return (
    <Figure
      title="Cumulative flow"
      says={says}
      empty={any ? undefined : "The flow is drawn as soon as tasks were there for a day."}
      table={{
        columns: ["Day", "To do", "In progress", "On hold", "Done"],
        rows: data.map(({ day, todo, in_progress, on_hold, done }) => [
          day,
          todo,
          in_progress,
          on_hold,
          done,
        ]),
      }}
    >
      <Chart label={says} series={STATES}>
        <AreaChart
          data={data.map((one) => ({ ...one, day: dayWords(one.day) }))}
          margin={MARGIN}
          accessibilityLayer={false}
        >
          <CartesianGrid {...GRID} />
          <XAxis dataKey="day" {...AXIS} minTickGap={24} />
          <YAxis {...AXIS} axisLine={false} allowDecimals={false} />
          <Tooltip content={<Tip />} cursor={CURSOR} isAnimationActive={false} />
          {STATES.map(({ key, name, colour }) => (
            <Area
              key={key}
              name={name}
              dataKey={key}
              stackId="all"
              type="stepAfter"
              stroke="none"
              fill={colour}
              fillOpacity={0.75}
              isAnimationActive={false}
            />
          ))}
        </AreaChart>
      </Chart>
    </Figure>
  );
}
