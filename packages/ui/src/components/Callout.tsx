import { ChevronRight } from "lucide-react";
import type { CSSProperties, ReactNode } from "react";

import { classes } from "../lib/classes";
import { calloutKind } from "./callout-kinds";
import { Icon } from "./Icon";

export interface CalloutProps {
  /** An Obsidian type: note, tip, warning … */
  type: string;
  title?: ReactNode;
  /** Given, it folds, and this is how it starts. */
  fold?: "open" | "closed" | undefined;
  children?: ReactNode;
  /** `data-line` and the like. */
  attributes?: Record<string, string | undefined>;
}

/** A passage set apart, with its type's icon and hue. */
export function Callout({ type, title, fold, children, attributes }: CalloutProps) {
  const { icon, hue } = calloutKind(type);
  const style = (
    hue === null
      ? {
          "--callout": "var(--text-muted)",
          "--callout-text": "var(--text-secondary)",
          "--callout-ground": "var(--fill)",
        }
      : {
          "--callout": `var(--tag-${hue})`,
          "--callout-text": `var(--tag-${hue}-text)`,
          "--callout-ground": `var(--tag-${hue}-ground)`,
        }
  ) as CSSProperties;
  const heading = (
    <>
      <Icon of={icon} className="mt-[0.2em]" />
      <span className="min-w-0 flex-1">
        {title ?? type.charAt(0).toUpperCase() + type.slice(1).toLowerCase()}
      </span>
      {fold !== undefined && (
        <Icon
          of={ChevronRight}
          className="mt-[0.2em] transition-transform duration-(--exit) group-open/callout:rotate-90"
        />
      )}
    </>
  );
  const head = "flex items-start gap-2 font-semibold text-(--callout-text)";
  const body = children !== undefined && <div className="callout-body">{children}</div>;
  if (fold === undefined) {
    return (
      <div {...attributes} data-callout={type.toLowerCase()} style={style} className="callout">
        <div className={head}>{heading}</div>
        {body}
      </div>
    );
  }
  return (
    <details
      {...attributes}
      data-callout={type.toLowerCase()}
      style={style}
      className="callout group/callout"
      open={fold === "open"}
    >
      <summary className={classes(head, "list-none [&::-webkit-details-marker]:hidden")}>{heading}</summary>
      {body}
    </details>
  );
}
