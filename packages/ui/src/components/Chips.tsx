import { X } from "lucide-react";
import type { ReactNode } from "react";

import { classes } from "../lib/classes";
import { HUE_CHIP, hueOf, type Hue } from "../lib/hue";
import { Icon } from "./Icon";

export type Tone = "neutral" | "accent" | "success" | "warning" | "danger";

const TONES: Record<Tone, string> = {
  neutral: "bg-fill text-secondary",
  accent: "bg-accent-subtle text-accent-text",
  success: "bg-success-subtle text-success-text",
  warning: "bg-warning-subtle text-warning-text",
  danger: "bg-danger-subtle text-danger-text",
};

/** A short state or count beside a thing. */
export function Badge({
  tone = "neutral",
  children,
  className,
}: {
  tone?: Tone;
  children: ReactNode;
  className?: string | undefined;
}) {
  return (
    <span
      data-numeric
      className={classes(
        "inline-flex h-4.5 items-center rounded-small px-1.5 text-1 font-medium whitespace-nowrap",
        TONES[tone],
        className,
      )}
    >
      {children}
    </span>
  );
}

export interface TagProps {
  /** Without its `#`. */
  name: string;
  /** Else a stable hue by the name. */
  hue?: Hue | undefined;
  count?: number | undefined;
  onClick?: (() => void) | undefined;
  onRemove?: (() => void) | undefined;
}

/** A tag as a chip, in its family's hue. */
export function Tag({ name, hue = hueOf(name), count, onClick, onRemove }: TagProps) {
  const frame = classes(
    "inline-flex h-5 max-w-full items-center rounded-full px-2 text-2 font-medium",
    HUE_CHIP[hue],
  );
  const inside = (
    <>
      <span aria-hidden className="opacity-65">
        #
      </span>
      <span className="truncate">{name}</span>
      {count !== undefined && (
        <span data-numeric className="ml-1 font-normal">
          {count.toLocaleString()}
        </span>
      )}
    </>
  );
  if (onRemove) {
    return (
      <span className={frame}>
        {inside}
        <button
          type="button"
          aria-label={`Remove ${name}`}
          title="Remove"
          onClick={onRemove}
          className="hit-target -mr-1 ml-0.5 rounded-full"
        >
          <Icon of={X} size={12} />
        </button>
      </span>
    );
  }
  if (!onClick) return <span className={frame}>{inside}</span>;
  return (
    <button
      type="button"
      onClick={onClick}
      className={classes(frame, "hit-target hover:underline underline-offset-2")}
    >
      {inside}
    </button>
  );
}

/** A dot in one of the eight hues: a group in a legend, a node's kind. */
export function HueDot({ hue }: { hue: Hue }) {
  return (
    <span
      aria-hidden
      className="inline-block size-2 shrink-0 rounded-full"
      style={{ background: `var(--tag-${hue})` }}
    />
  );
}
