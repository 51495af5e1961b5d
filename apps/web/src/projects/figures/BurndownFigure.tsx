/** What is left of a sprint, day by day, beside a steady pace. */
import { Select, Skeleton } from "@claudeprojects/ui";
import { type ReactNode, useState } from "react";
import { CartesianGrid, Line, LineChart, Tooltip, XAxis, YAxis } from "recharts";

import { type Sprint, useGetBurndownQuery } from "../../api/projects";
import { dayWords } from "../../lib/format";
import { AXIS, Chart, CURSOR, GRID, MARGIN, Tip } from "./Chart";
import { Figure } from "./Figure";

const SERIES = [
  { name: "Left", colour: "var(--accent)" },
  { name: "Steady pace", colour: "var(--line-strong)", dashed: true },
  { name: "Scope", colour: "var(--tag-2)" },
];

export function BurndownOf({ sprint, aside }: { sprint: Sprint; aside?: ReactNode }) {
  const { data } = useGetBurndownQuery(sprint.path);
  if (!data) return <Skeleton lines={5} label="Working out the burndown" />;
  const { unit, committed, days } = data;
  const left = days.findLast(({ remaining }) => remaining !== null)?.remaining ?? committed;
  const says = `${Math.round(left * 10) / 10} of ${Math.round(committed * 10) / 10} ${unit} are left in ${sprint.title}.`;
  const points = days.map(({ day, ideal, scope, remaining }) => ({
    day: dayWords(day),
    ideal,
    scope,
    remaining,
  }));
  return (
    <Figure
      title="Burndown"
      says={says}
      aside={aside}
      empty={days.length === 0 || committed === 0 ? "There is no work in this sprint yet." : undefined}
      table={{
        columns: ["Day", "Left", "Steady pace", "Scope"],
        rows: days.map(({ day, ideal, scope, remaining }) => [day, remaining, ideal, scope]),
      }}
    >
      <Chart label={says} series={SERIES}>
        <LineChart data={points} margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid {...GRID} />
          <XAxis dataKey="day" {...AXIS} minTickGap={24} />
          <YAxis {...AXIS} axisLine={false} />
          <Tooltip content={<Tip />} cursor={CURSOR} isAnimationActive={false} />
          <Line
            name="Scope"
            type="stepAfter"
            dataKey="scope"
            stroke="var(--tag-2)"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            name="Steady pace"
            dataKey="ideal"
            stroke="var(--line-strong)"
            strokeDasharray="4 4"
            dot={false}
            isAnimationActive={false}
          />
          <Line
            name="Left"
            type="stepAfter"
            dataKey="remaining"
            stroke="var(--accent)"
            strokeWidth={2}
            dot={false}
            isAnimationActive={false}
          />
        </LineChart>
      </Chart>
    </Figure>
  );
}

/** The burndown of one of a project's sprints, the current one first. */
export function BurndownFigure({ sprints }: { sprints: readonly Sprint[] }) {
  const dated = sprints.filter(({ state }) => state !== "undated");
  const usual =
    dated.find(({ state }) => state === "current") ??
    dated.findLast(({ state }) => state === "past") ??
    dated[0];
  const [chosen, setChosen] = useState<string | null>(null);
  const sprint = dated.find(({ path }) => path === chosen) ?? usual;
  if (!sprint) {
    return (
      <Figure
        title="Burndown"
        says="What is left of a sprint, day by day."
        empty="A burndown needs a sprint with days."
        table={{ columns: [], rows: [] }}
      >
        {null}
      </Figure>
    );
  }
  const choice = dated.length > 1 && (
    <Select
      label="Sprint of the burndown"
      value={sprint.path}
      options={dated.map(({ path, title }) => ({ value: path, label: title }))}
      onChange={setChosen}
      className="max-w-40"
    />
  );
  return <BurndownOf sprint={sprint} aside={choice} />;
}
