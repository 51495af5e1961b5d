import { Search, X } from "lucide-react";
import type { ComponentPropsWithRef } from "react";

import { classes } from "../lib/classes";
import { IconButton } from "./Button";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";
import { Labelled, type Labels } from "./Labelled";

const FRAME =
  "w-full rounded-control text-3 text-text transition-[background-color,box-shadow] duration-(--exit) " +
  "focus:shadow-[inset_0_0_0_1.5px_var(--accent)] focus:outline-none disabled:opacity-50 " +
  "aria-invalid:shadow-[inset_0_0_0_1.5px_var(--danger)]";

const FIELD = classes(
  FRAME,
  "bg-ground shadow-[inset_0_0_0_1px_var(--control-edge)] hover:shadow-[inset_0_0_0_1px_var(--text-muted)]",
);

const QUIET_FIELD = classes(FRAME, "bg-fill hover:bg-fill-hover focus:bg-ground");

export interface InputProps extends ComponentPropsWithRef<"input">, Labels {}

/** A one-line text field with its label, hint and error tied to it. */
export function Input({ label, hint, error, className, id, ...rest }: InputProps) {
  const alone = label === undefined && (error ?? hint) === undefined;
  const frame = classes(FIELD, "h-row px-2", alone && className);
  if (alone) return <input id={id} spellCheck={false} {...rest} className={frame} />;
  return (
    <Labelled label={label} hint={hint} error={error} id={id} className={className}>
      {(tied) => <input spellCheck={false} {...tied} {...rest} className={frame} />}
    </Labelled>
  );
}

export interface SearchInputProps extends Omit<
  ComponentPropsWithRef<"input">,
  "onChange" | "value" | "type"
> {
  value: string;
  onChange: (value: string) => void;
  label: string;
  /** The key that focuses the field, shown while it is empty. */
  keys?: string | undefined;
  /** Without an edge until it is pointed at or in use: for a field that serves what stands below it. */
  quiet?: boolean;
}

/** A search field: clears with its cross or Escape (a second Escape leaves it to the screen). */
export function SearchInput({
  value,
  onChange,
  label,
  keys,
  quiet = false,
  className,
  onKeyDown,
  ...rest
}: SearchInputProps) {
  return (
    <div className={classes("relative flex items-center", className)}>
      <Icon of={Search} size={14} className="pointer-events-none absolute left-2 text-muted" />
      <input
        type="text"
        role="searchbox"
        autoComplete="off"
        spellCheck={false}
        placeholder={label}
        {...rest}
        aria-label={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape" && value !== "") {
            event.stopPropagation();
            onChange("");
          }
          onKeyDown?.(event);
        }}
        className={classes(quiet ? QUIET_FIELD : FIELD, "h-row pr-7 pl-7")}
      />
      {value !== "" ? (
        <IconButton
          icon={X}
          label="Clear"
          size="small"
          className="!absolute right-0.5"
          onClick={() => onChange("")}
        />
      ) : (
        keys !== undefined && (
          <Kbd keys={keys} className="pointer-events-none absolute right-1.5 coarse:hidden" />
        )
      )}
    </div>
  );
}
