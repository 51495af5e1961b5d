/** What all pictures of figures share: their size, their axes, the legend, and what is said of a point. */
import type { ReactElement } from "react";
import { ResponsiveContainer } from "recharts";

export const AXIS = {
  tick: { fill: "var(--text-muted)", fontSize: 11 },
  tickLine: false,
  axisLine: { stroke: "var(--line)" },
} as const;

export const GRID = { stroke: "var(--hairline)", vertical: false } as const;
export const CURSOR = { stroke: "var(--line-strong)" } as const;
/** No room is lost to the left of the numbers. */
export const MARGIN = { top: 8, right: 12, bottom: 0, left: -20 } as const;

export interface Series {
  name: string;
  colour: string;
  dashed?: boolean;
}

function Key({ name, colour, dashed = false }: Series) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <svg aria-hidden width="14" height="4">
        <line
          x1="0"
          y1="2"
          x2="14"
          y2="2"
          stroke={colour}
          strokeWidth="3"
          strokeDasharray={dashed ? "3 3" : undefined}
        />
      </svg>
      {name}
    </span>
  );
}

export interface ChartProps {
  /** The picture in words. */
  label: string;
  series: readonly Series[];
  children: ReactElement;
}

export function Chart({ label, series, children }: ChartProps) {
  return (
    <figure>
      <div role="img" aria-label={label} className="h-56 text-2">
        <ResponsiveContainer width="100%" height="100%">
          {children}
        </ResponsiveContainer>
      </div>
      <figcaption className="mt-1 flex flex-wrap gap-x-4 gap-y-1 pl-5 text-2 text-secondary">
        {series.map((one) => (
          <Key key={one.name} {...one} />
        ))}
      </figcaption>
    </figure>
  );
}

interface TipEntry {
  name?: unknown;
  value?: unknown;
  color?: string | undefined;
}

export interface TipProps {
  active?: boolean;
  label?: unknown;
  payload?: readonly TipEntry[];
}

/** What stands at the point one points at. */
export function Tip({ active = false, label, payload = [] }: TipProps) {
  if (!active || payload.length === 0) return null;
  return (
    <div className="floats px-2.5 py-1.5 text-2">
      {typeof label === "string" && <p className="mb-0.5 font-medium">{label}</p>}
      {payload.map(({ name, value, color }) => (
        <p key={String(name)} className="flex items-center gap-2 text-secondary">
          <span aria-hidden className="size-2 rounded-full" style={{ background: color }} />
          <span className="flex-1">{String(name)}</span>
          <span data-numeric className="pl-3 text-text">
            {typeof value === "number" ? Math.round(value * 10) / 10 : String(value)}
          </span>
        </p>
      ))}
    </div>
  );
}
