import { useId, type ReactNode } from "react";

import { classes } from "../lib/classes";

export interface Labels {
  /** A visible label above the field; without one, give `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
  /** What is wrong with the value, in words. */
  error?: ReactNode;
}

/** What ties a field to its label and note; goes onto the `input` or `textarea` itself. */
export interface Tied {
  id: string;
  "aria-invalid": true | undefined;
  "aria-describedby": string | undefined;
}

export interface LabelledProps extends Labels {
  id: string | undefined;
  className: string | undefined;
  children: (tied: Tied) => ReactNode;
}

/** A field with its label above and its hint or error below, each told to screen readers as what it is. */
export function Labelled({ label, hint, error, id, className, children }: LabelledProps) {
  const own = useId();
  const field = id ?? own;
  const note = error ?? hint;
  return (
    <div className={classes("flex flex-col gap-1", className)}>
      {label !== undefined && (
        <label htmlFor={field} className="text-2 font-medium text-secondary">
          {label}
        </label>
      )}
      {children({
        id: field,
        "aria-invalid": error !== undefined || undefined,
        "aria-describedby": note === undefined ? undefined : `${field}-note`,
      })}
      {note !== undefined && (
        <p
          id={`${field}-note`}
          className={classes("text-2", error === undefined ? "text-muted" : "text-danger-text")}
        >
          {note}
        </p>
      )}
    </div>
  );
}
