import { useId, type ComponentPropsWithRef, type ReactNode } from "react";

import { classes } from "../lib/classes";

export interface TextAreaProps extends ComponentPropsWithRef<"textarea"> {
  /** A visible label above the field; without one, give `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
  /** What is wrong with the value, in words. */
  error?: ReactNode;
  /** Without an edge of its own: inside a frame that has one. */
  bare?: boolean;
}

const EDGE =
  "rounded-control bg-ground shadow-[inset_0_0_0_1px_var(--control-edge)] hover:shadow-[inset_0_0_0_1px_var(--text-muted)] " +
  "focus:shadow-[inset_0_0_0_1.5px_var(--accent)] aria-invalid:shadow-[inset_0_0_0_1.5px_var(--danger)]";

/** A text field of several lines that grows with what is typed. */
export function TextArea({
  label,
  hint,
  error,
  bare = false,
  className,
  id,
  rows = 3,
  ...rest
}: TextAreaProps) {
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
      <textarea
        id={field}
        rows={rows}
        dir="auto"
        aria-invalid={error !== undefined || undefined}
        aria-describedby={note === undefined ? undefined : `${field}-note`}
        {...rest}
        className={classes(
          "field-sizing-content max-h-[40vh] w-full resize-none px-2.5 py-1.5 text-3 text-text focus:outline-none disabled:opacity-50",
          bare ? "bg-transparent" : EDGE,
        )}
      />
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
