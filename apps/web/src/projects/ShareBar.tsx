/** How much of something is done, as a thin bar; what exceeds the whole is shown as too much. */
import { classes } from "@claudeprojects/ui";

export interface ShareBarProps {
  /** The accessible name: "Done". */
  label: string;
  value: number;
  max: number;
  /** In words: "4 of 9 tasks". */
  text: string;
  /** Being full is nothing to be glad of: a capacity. */
  neutral?: boolean;
  className?: string;
}

export function ShareBar({ label, value, max, text, neutral = false, className }: ShareBarProps) {
  const share = max <= 0 ? 0 : Math.min(1, value / max);
  const over = value > max && max > 0;
  return (
    <span
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(max, value)}
      aria-valuenow={value}
      aria-valuetext={text}
      title={text}
      className={classes("block h-1.5 overflow-hidden rounded-full bg-fill-active", className)}
    >
      <span
        className={classes(
          "block h-full rounded-full",
          over ? "bg-warning" : share >= 1 && !neutral ? "bg-success" : "bg-accent",
        )}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}
