import { Autocomplete as Base } from "@base-ui/react/autocomplete";
import type { LucideIcon } from "lucide-react";
import { useRef, useState, type KeyboardEvent, type Ref } from "react";

import { classes } from "../lib/classes";
import { Icon } from "./Icon";

export interface Suggestion {
  /** What is typed when it is chosen. */
  value: string;
  /** A word beside it: how often it is used, where it lies. */
  detail?: string | undefined;
  icon?: LucideIcon | undefined;
}

export interface AutocompleteProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  /** Enter, or a suggestion chosen. */
  onCommit: (value: string) => void;
  /** Escape with the list closed. */
  onCancel?: (() => void) | undefined;
  onBlur?: (() => void) | undefined;
  onFocus?: (() => void) | undefined;
  /** First to see a key; what it prevents goes no further. */
  onKeyDown?: ((event: KeyboardEvent<HTMLElement>) => void) | undefined;
  /** What fits what was typed, best first. */
  suggestions: readonly Suggestion[];
  /** Grows with its text, over several lines. */
  multiline?: boolean;
  placeholder?: string | undefined;
  invalid?: boolean;
  describedBy?: string | undefined;
  /** Of the field. */
  className?: string | undefined;
  /** Of the frame that the list hangs from. */
  frameClassName?: string | undefined;
  ref?: Ref<HTMLInputElement> | undefined;
}

/** What grows over lines cannot be a combobox to assistive technology; it is a text box with a list. */
const TEXTBOX = { render: <textarea rows={1} role="textbox" aria-expanded={undefined} /> };

/**
 * A text field that offers what was typed elsewhere before. Any text may be typed; a suggestion is never forced. The
 * list opens while one types, and with the arrows. It hangs from the field and takes nothing else off the screen.
 */
export function Autocomplete({
  label,
  value,
  onChange,
  onCommit,
  onCancel,
  onBlur,
  onFocus,
  onKeyDown,
  suggestions,
  multiline = false,
  placeholder,
  invalid = false,
  describedBy,
  className,
  frameClassName,
  ref,
}: AutocompleteProps) {
  const [wanted, setWanted] = useState(false);
  const highlighted = useRef<Suggestion | undefined>(undefined);
  const open = wanted && suggestions.length > 0;
  const commit = (text: string) => {
    setWanted(false);
    onCommit(text);
  };
  const press = (event: KeyboardEvent<HTMLElement>) => {
    onKeyDown?.(event);
    if (event.defaultPrevented || event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown") setWanted(true);
    if (event.key === "Enter" && !event.shiftKey && !(open && highlighted.current)) {
      event.preventDefault();
      commit(value);
    }
    if (event.key === "Escape") {
      if (!open) onCancel?.();
      setWanted(false);
    }
  };
  return (
    <Base.Root
      inline
      open={open}
      items={suggestions}
      filter={null}
      value={value}
      itemToStringValue={(item: Suggestion) => item.value}
      onItemHighlighted={(item) => {
        highlighted.current = item;
      }}
      onValueChange={(next, { reason }) => {
        // Escape is the field's own to answer: it never empties what it holds.
        if (reason === "escape-key") return;
        setWanted(reason === "input-change");
        onChange(next);
      }}
    >
      <div className={classes("relative", frameClassName)}>
        <Base.Input
          ref={ref}
          aria-label={label}
          {...(multiline ? TEXTBOX : { "aria-expanded": open })}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          placeholder={placeholder}
          spellCheck={false}
          onKeyDown={press}
          onBlur={() => {
            setWanted(false);
            onBlur?.();
          }}
          onFocus={onFocus}
          className={className}
        />
        {open && (
          <Base.List className="floats absolute top-full left-0 z-50 mt-1 max-h-72 w-max max-w-[min(22rem,80vw)] min-w-44 overflow-y-auto p-1 font-ui outline-none">
            {(item: Suggestion) => (
              <Base.Item
                key={item.value}
                value={item}
                onClick={() => {
                  onChange(item.value);
                  commit(item.value);
                }}
                className="flex min-h-row items-center gap-2 rounded-[5px] px-2 text-3 select-none outline-none data-[highlighted]:bg-fill-hover coarse:min-h-11"
              >
                {item.icon && <Icon of={item.icon} size={14} className="text-muted" />}
                <span className="min-w-0 flex-1 truncate">{item.value}</span>
                {item.detail !== undefined && (
                  <span data-numeric className="max-w-32 truncate text-2 text-muted">
                    {item.detail}
                  </span>
                )}
              </Base.Item>
            )}
          </Base.List>
        )}
      </div>
    </Base.Root>
  );
}
