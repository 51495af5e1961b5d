import { Select as Base } from "@base-ui/react/select";
import { Check, ChevronsUpDown } from "lucide-react";

import { classes } from "../lib/classes";
import { Icon } from "./Icon";

export interface SelectOption<Value extends string> {
  value: Value;
  label: string;
  /** A second line saying what the choice means. */
  hint?: string | undefined;
}

export interface SelectProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly SelectOption<Value>[];
  onChange: (value: Value) => void;
  disabled?: boolean;
  className?: string | undefined;
}

/** One choice out of a few. Two or three choices that are often changed belong in a `Segmented`. */
export function Select<Value extends string>({
  label,
  value,
  options,
  onChange,
  disabled,
  className,
}: SelectProps<Value>) {
  return (
    <Base.Root
      value={value}
      items={options.map(({ value: item, label: name }) => ({ value: item, label: name }))}
      onValueChange={(next) => next !== null && onChange(next)}
      disabled={disabled ?? false}
    >
      <Base.Trigger
        aria-label={label}
        className={classes(
          "inline-flex h-row items-center justify-between gap-2 rounded-control bg-raised px-2.5 text-3 select-none",
          "shadow-[inset_0_0_0_1px_var(--control-edge)] hover:bg-fill data-[disabled]:opacity-45",
          className,
        )}
      >
        <Base.Value className="truncate" />
        <Icon of={ChevronsUpDown} size={14} className="-mr-1 text-muted" />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner className="z-50" sideOffset={4} alignItemWithTrigger={false}>
          <Base.Popup className="floats max-h-(--available-height) min-w-(--anchor-width) overflow-y-auto p-1 outline-none">
            {options.map((option) => (
              <Base.Item
                key={option.value}
                value={option.value}
                className="grid min-h-row grid-cols-[1rem_1fr] items-center gap-x-2 rounded-[5px] px-2 py-1 text-3 outline-none select-none data-[highlighted]:bg-fill-hover"
              >
                <Base.ItemIndicator className="col-start-1 text-accent-text">
                  <Icon of={Check} size={14} />
                </Base.ItemIndicator>
                <Base.ItemText className="col-start-2">{option.label}</Base.ItemText>
                {option.hint !== undefined && (
                  <span className="col-start-2 text-2 text-muted">{option.hint}</span>
                )}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
