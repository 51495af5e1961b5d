/** A value that becomes a field when it is pressed: Enter writes it, Escape leaves it as it was. */
import { type ReactNode, useRef, useState } from "react";

import { Dash } from "./Dash";

export interface TypedCellProps {
  field: string;
  label: string;
  value: string;
  type?: "text" | "date";
  className: string;
  onCommit: (value: string) => void;
  onLeave: () => void;
  /** The value as it is shown; nothing shows a dash. */
  children: ReactNode;
}

export function TypedCell({
  field,
  label,
  value,
  type = "text",
  className,
  onCommit,
  onLeave,
  children,
}: TypedCellProps) {
  const [editing, setEditing] = useState(false);
  const left = useRef(false);
  if (!editing) {
    return (
      <button
        type="button"
        tabIndex={-1}
        data-field={field}
        className={className}
        onClick={() => {
          left.current = false;
          setEditing(true);
        }}
      >
        <span className="sr-only">{`${label}: `}</span>
        {value === "" ? <Dash /> : children}
      </button>
    );
  }
  const leave = (text: string | null, byKey: boolean) => {
    if (left.current) return;
    left.current = true;
    setEditing(false);
    if (text !== null && text !== value) onCommit(text);
    if (byKey) onLeave();
  };
  return (
    <input
      type={type}
      autoFocus
      aria-label={label}
      defaultValue={value}
      spellCheck={false}
      onFocus={({ target }) => type === "text" && target.select()}
      onBlur={({ target }) => leave(target.value, false)}
      onKeyDown={(event) => {
        if (event.key === "Enter") leave(event.currentTarget.value, true);
        else if (event.key === "Escape") leave(null, true);
        else return;
        event.preventDefault();
        event.stopPropagation();
      }}
      className="h-6 w-full min-w-24 rounded-small bg-ground px-1.5 text-2 shadow-[inset_0_0_0_1.5px_var(--accent)] outline-none"
    />
  );
}
