import type { ComponentPropsWithRef } from "react";

import { classes } from "../lib/classes";
import { Labelled, type Labels } from "./Labelled";

export interface TextAreaProps extends ComponentPropsWithRef<"textarea">, Labels {
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
  return (
    <Labelled label={label} hint={hint} error={error} id={id} className={className}>
      {(tied) => (
        <textarea
          rows={rows}
          dir="auto"
          {...tied}
          {...rest}
          // A field as large as its content forgets `rows`.
          style={{ minHeight: `calc(${rows}lh + 0.75rem)`, ...rest.style }}
          className={classes(
            "field-sizing-content max-h-[40vh] w-full resize-none px-2.5 py-1.5 text-3 text-text focus:outline-none disabled:opacity-50",
            bare ? "bg-transparent" : EDGE,
          )}
        />
      )}
    </Labelled>
  );
}
