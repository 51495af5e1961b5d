/** The head of the timeline with the days that are named, and the lines that run down from them. */
import { classes } from "@claudeprojects/ui";

import type { DatedMilestone } from "./MilestoneMarks";
import { daysBetween, type Span, type Tick } from "./scale";

export interface DaysProps {
  shown: Span;
  ticks: readonly Tick[];
  width: number;
  now: string;
}

export function DayNames({ shown, ticks, width, now }: DaysProps) {
  return (
    <div className="relative h-8">
      {ticks.map(({ day, label, strong }) => (
        <span
          key={day}
          className={classes(
            "absolute top-2 pl-1 text-1 whitespace-nowrap",
            strong ? "font-medium text-secondary" : "text-muted",
          )}
          style={{ left: daysBetween(shown.from, day) * width }}
        >
          {label}
        </span>
      ))}
      <span
        className="absolute top-1.5 z-10 -translate-x-1/2 rounded-small bg-accent-solid px-1 text-1 font-medium text-on-accent"
        style={{ left: (daysBetween(shown.from, now) + 0.5) * width }}
      >
        today
      </span>
    </div>
  );
}

export interface DayLinesProps extends DaysProps {
  milestones: readonly DatedMilestone[];
}

export function DayLines({ shown, ticks, width, now, milestones }: DayLinesProps) {
  return (
    <div aria-hidden className="pointer-events-none absolute inset-0">
      {ticks
        .filter(({ strong }) => strong)
        .map(({ day }) => (
          <span
            key={day}
            className="absolute inset-y-0 w-px bg-(--hairline)"
            style={{ left: daysBetween(shown.from, day) * width }}
          />
        ))}
      {milestones.map(({ path, line, due }) => (
        <span
          key={`${path}:${line ?? ""}`}
          className="absolute inset-y-0 border-l border-dashed border-danger opacity-50"
          style={{ left: (daysBetween(shown.from, due) + 0.5) * width }}
        />
      ))}
      <span
        className="absolute inset-y-0 w-px bg-accent"
        style={{ left: (daysBetween(shown.from, now) + 0.5) * width }}
      />
    </div>
  );
}
