import type { LucideIcon } from "lucide-react";

import { classes } from "../lib/classes";

export interface IconProps {
  of: LucideIcon;
  /** Pixels; 16 unless a screen's single large mark needs more. */
  size?: number;
  className?: string | undefined;
  /** Only for an icon that stands alone and means something; else it is hidden from assistive technology. */
  label?: string | undefined;
}

/** A lucide icon in the product's weight: 16 px, 1.5 stroke, never shrinking in a row. */
export function Icon({ of: Glyph, size = 16, className, label }: IconProps) {
  return (
    <Glyph
      size={size}
      strokeWidth={1.5}
      nonScalingStroke
      className={classes("shrink-0", className)}
      {...(label === undefined ? { "aria-hidden": true } : { "aria-label": label, role: "img" })}
    />
  );
}
