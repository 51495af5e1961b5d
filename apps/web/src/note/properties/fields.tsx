/** The fields of single values: text, number, date, date and time, checkbox. */
import { Autocomplete, Checkbox, classes, IconButton } from "@claudeprojects/ui";
import { Pencil } from "lucide-react";
import { useRef, useState } from "react";

import type { Links } from "../useLinks";
import { asText } from "./kinds";
import { hasLink, LinkedText } from "./LinkedText";
import { useSuggestions } from "./useSuggestions";
import { usePending } from "./usePending";
import { type FieldProps, useTyped } from "./useTyped";

/** A field that looks like text until one points at it. */
export const QUIET =
  "min-w-0 scroll-mb-40 rounded-control bg-transparent px-2 py-1 text-3 leading-5 text-text placeholder:text-muted " +
  "hover:bg-fill focus:bg-ground focus:shadow-[inset_0_0_0_1.5px_var(--accent)] focus:outline-none " +
  "aria-invalid:shadow-[inset_0_0_0_1.5px_var(--danger)] coarse:py-3";

/** Text or a number, typed with the values it has elsewhere at hand. Text grows over several lines. */
export function TextField(props: FieldProps & { links: Links }) {
  const { name, kind, value, links } = props;
  const typed = useTyped(props);
  const [focused, setFocused] = useState(false);
  const [editing, setEditing] = useState(false);
  const suggestions = useSuggestions(name, kind, typed.typed ?? "", focused);
  const text = asText(value);
  if (!editing && typed.typed === null && hasLink(text)) {
    return (
      <div className="group/link flex min-h-row items-start gap-1">
        <p className="min-w-0 px-2 py-1 leading-5 break-words coarse:py-3">
          <LinkedText text={text} links={links} />
        </p>
        <IconButton
          icon={Pencil}
          size="small"
          label={`Edit ${name}`}
          className="mt-0.5 opacity-0 group-hover/link:opacity-100 focus-visible:opacity-100 coarse:mt-2.5 coarse:opacity-100"
          onClick={() => setEditing(true)}
        />
      </div>
    );
  }
  const leave = () => {
    setFocused(false);
    setEditing(false);
  };
  return (
    <Autocomplete
      // The pencil was pressed: typing goes on in the field that takes its place.
      ref={(input) => {
        if (editing && !focused) input?.focus();
      }}
      label={name}
      multiline={kind === "text"}
      value={typed.text}
      suggestions={suggestions}
      placeholder="Empty"
      invalid={props.invalid}
      describedBy={props.describedBy}
      className={classes(
        QUIET,
        "block w-full resize-none [field-sizing:content]",
        kind === "number" && "tabular-nums",
      )}
      onChange={typed.change}
      onCommit={(next) => void typed.commit(next)}
      onCancel={() => {
        typed.cancel();
        setEditing(false);
      }}
      onFocus={() => setFocused(true)}
      onBlur={() => {
        void typed.commit(typed.text).then(leave);
      }}
    />
  );
}

/** A date, or a date with a time, in the browser's own field: written as 2026-01-31 or 2026-01-31T09:30:00. */
export function MomentField(props: FieldProps) {
  const { name, kind, onError } = props;
  const typed = useTyped(props);
  const byKey = useRef(false);
  const withTime = kind === "datetime";
  const shown = typed.text.replace(" ", "T");
  const leave = (input: HTMLInputElement) => {
    if (input.validity.badInput) onError(`The ${withTime ? "date or the time" : "date"} is not whole yet.`);
    else void typed.commit(typed.text);
  };
  return (
    <input
      type={withTime ? "datetime-local" : "date"}
      step={withTime && /:\d\d:(?!00)\d\d$/.test(shown) ? 1 : undefined}
      aria-label={name}
      aria-invalid={props.invalid || undefined}
      aria-describedby={props.describedBy}
      value={withTime ? shown.replace(/(T\d\d:\d\d):00$/, "$1") : shown}
      className={classes(
        QUIET,
        "max-w-full tabular-nums [&::-webkit-calendar-picker-indicator]:opacity-60",
        shown === "" && "text-muted",
      )}
      onChange={({ target }) => {
        typed.change(target.value);
        // Chosen with the pointer, it is meant; typed, it may be a day half written.
        if (!byKey.current) void typed.commit(target.value);
      }}
      onPointerDown={() => {
        byKey.current = false;
      }}
      onKeyDown={(event) => {
        byKey.current = true;
        if (event.key === "Enter") leave(event.currentTarget);
        if (event.key === "Escape") typed.cancel();
      }}
      onBlur={(event) => leave(event.currentTarget)}
    />
  );
}

/** Yes or no. */
export function CheckField(props: FieldProps) {
  const [shown, put] = usePending(props);
  const yes = shown === true;
  return (
    <div className="flex min-h-row items-center px-2 coarse:min-h-11">
      <Checkbox
        checked={yes}
        onChange={(next) => void put(next)}
        label={
          <>
            <span className="sr-only">{props.name}</span>
            <span aria-hidden>{yes ? "yes" : "no"}</span>
          </>
        }
      />
    </div>
  );
}
