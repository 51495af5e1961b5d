/** The days of the sprints, above the bars. */
import type { Sprint } from "../../api/projects";
import { daysBetween } from "./scale";

export interface SprintBandsProps {
  sprints: readonly Sprint[];
  origin: string;
  width: number;
}

export function SprintBands({ sprints, origin, width }: SprintBandsProps) {
  const dated = sprints.flatMap(({ path, title, start, end }) =>
    start === null || end === null ? [] : [{ path, title, start, end }],
  );
  if (dated.length === 0) return null;
  return (
    <div className="relative h-6">
      {dated.map(({ path, title, start, end }) => (
        <span
          key={path}
          dir="auto"
          title={`${title}, ${start} – ${end}`}
          className="absolute top-0 h-5 truncate rounded-small bg-fill-active px-1.5 text-1 leading-5 font-medium text-secondary"
          style={{
            left: daysBetween(origin, start) * width,
            width: (daysBetween(start, end) + 1) * width - 2,
          }}
        >
          {title}
        </span>
      ))}
    </div>
  );
}
