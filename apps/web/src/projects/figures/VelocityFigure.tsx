/** What the sprints of a project set out to do and did. */
import { Skeleton } from "@claudeprojects/ui";
import { Bar, BarChart, CartesianGrid, ReferenceLine, Tooltip, XAxis, YAxis } from "recharts";

import { useGetVelocityQuery } from "../../api/projects";
import { AXIS, Chart, GRID, MARGIN, Tip } from "./Chart";
import { Figure } from "./Figure";

const SERIES = [
  { name: "Set out to do", colour: "var(--line-strong)" },
  { name: "Done", colour: "var(--accent)" },
];

export function VelocityFigure({ project }: { project: string }) {
  const { data } = useGetVelocityQuery(project);
  if (!data) return <Skeleton lines={5} label="Working out the velocity" />;
  const { unit, sprints, mean } = data;
  const says =
    mean === null
      ? `In ${unit}; the mean is known when a sprint is over.`
      : `${Math.round(mean * 10) / 10} ${unit} a sprint on average.`;
  return (
    <Figure
      title="Velocity"
      says={says}
      empty={sprints.length === 0 ? "Velocity needs sprints with days." : undefined}
      table={{
        columns: ["Sprint", "Capacity", "Set out to do", "Done", "Left over"],
        rows: sprints.map(({ title, capacity, committed, done, carried }) => [
          title,
          capacity,
          committed,
          done,
          carried,
        ]),
      }}
    >
      <Chart label={says} series={SERIES}>
        <BarChart data={sprints} margin={MARGIN} accessibilityLayer={false} barGap={2} maxBarSize={36}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="title" {...AXIS} tickFormatter={(title: string) => title.slice(-14)} />
          <YAxis {...AXIS} axisLine={false} />
          <Tooltip content={<Tip />} cursor={{ fill: "var(--fill)" }} isAnimationActive={false} />
          {mean !== null && <ReferenceLine y={mean} stroke="var(--text-muted)" strokeDasharray="4 4" />}
          <Bar
            name="Set out to do"
            dataKey="committed"
            fill="var(--line-strong)"
            radius={[2, 2, 0, 0]}
            isAnimationActive={false}
          />
          <Bar
            name="Done"
            dataKey="done"
            fill="var(--accent)"
            radius={[2, 2, 0, 0]}
            isAnimationActive={false}
          />
        </BarChart>
      </Chart>
    </Figure>
  );
}
