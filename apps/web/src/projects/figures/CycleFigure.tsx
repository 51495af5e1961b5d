/** How long tasks took from the start of work on them to their end. */
import { Skeleton } from "@claudeprojects/ui";
import { CartesianGrid, ReferenceLine, Scatter, ScatterChart, Tooltip, XAxis, YAxis } from "recharts";

import { type CycleTimes, useGetCycleTimesQuery } from "../../api/projects";
import { dayWords, plural } from "../../lib/format";
import { plainText } from "../../lib/plainText";
import { AXIS, Chart, GRID, MARGIN } from "./Chart";
import { Figure } from "./Figure";

const SERIES = [{ name: "A finished task", colour: "var(--accent)" }];

type Finished = CycleTimes["finished"][number];

/** “2 days”; less than one is the same day. */
function daysText(days: number | null): string {
  if (days === null) return "not known";
  return days < 1 ? "the same day" : plural(Math.round(days * 10) / 10, "day");
}

function Tip({ payload = [] }: { payload?: readonly { payload?: Finished }[] }) {
  const one = payload[0]?.payload;
  if (!one) return null;
  return (
    <div className="floats max-w-64 px-2.5 py-1.5 text-2">
      <p className="font-medium break-words">{plainText(one.words)}</p>
      <p className="text-secondary">{`${daysText(one.cycle_days)}, until ${dayWords(one.ended)}`}</p>
    </div>
  );
}

export function CycleFigure({ project }: { project: string }) {
  const { data } = useGetCycleTimesQuery(project);
  if (!data) return <Skeleton lines={5} label="Working out the cycle times" />;
  const { finished, median, most } = data;
  const timed = finished.filter(({ cycle_days }) => cycle_days !== null);
  const says =
    median === null || most === null
      ? "How long tasks take."
      : most < 1
        ? "Tasks are finished on the day they are begun."
        : `Half take ${daysText(median)} or less, 85 of 100 at most ${daysText(most)}.`;
  return (
    <Figure
      title="Cycle time"
      says={says}
      empty={timed.length === 0 ? "Cycle times are known when tasks were begun and finished." : undefined}
      table={{
        columns: ["Task", "Begun", "Done", "Days", "Days since it was written"],
        rows: finished.map(({ words, started, ended, cycle_days, lead_days }) => [
          plainText(words),
          started,
          ended,
          cycle_days,
          lead_days,
        ]),
      }}
    >
      <Chart label={says} series={SERIES}>
        <ScatterChart margin={MARGIN} accessibilityLayer={false}>
          <CartesianGrid {...GRID} />
          <XAxis
            dataKey={(one: Finished) => Date.parse(one.ended)}
            type="number"
            domain={["dataMin", "dataMax"]}
            tickFormatter={(at: number) => dayWords(new Date(at).toISOString().slice(0, 10))}
            minTickGap={24}
            {...AXIS}
          />
          <YAxis dataKey="cycle_days" type="number" {...AXIS} axisLine={false} allowDecimals={false} />
          <Tooltip content={<Tip />} cursor={false} isAnimationActive={false} />
          {median !== null && <ReferenceLine y={median} stroke="var(--text-muted)" strokeDasharray="4 4" />}
          <Scatter data={timed} fill="var(--accent)" fillOpacity={0.8} isAnimationActive={false} />
        </ScatterChart>
      </Chart>
    </Figure>
  );
}
