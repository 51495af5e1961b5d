/** The line above a list of tasks: what is asked for, and how it is grouped. */
import { SearchInput, Select } from "@claudeprojects/ui";
import { type ReactNode, useEffect, useRef, useState } from "react";

import { useCommands } from "../commands/registry";
import { useDebounced } from "../lib/useDebounced";
import type { TaskView } from "./useTaskUrl";
import { GROUPINGS } from "./words";

export interface TaskControlsProps {
  view: TaskView;
  onChange: (change: Partial<TaskView>) => void;
  /** Without the grouping that says nothing here. */
  without?: string;
  /** Whether what is shown can be grouped. */
  grouped?: boolean;
  children?: ReactNode;
}

export function TaskControls({ view, onChange, without, grouped = true, children }: TaskControlsProps) {
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(view.q);
  const [known, setKnown] = useState(view.q);
  const typed = useDebounced(text, 150);
  // A view that was chosen, or a way back, replaces what was typed.
  if (view.q !== known) {
    setKnown(view.q);
    if (view.q !== typed) setText(view.q);
  }
  useEffect(() => {
    if (typed === text && typed !== view.q) onChange({ q: typed });
  }, [typed, text, view.q, onChange]);
  useCommands([
    {
      id: "tasks.query",
      title: "Ask for other tasks",
      group: "This screen",
      keys: "/",
      run: () => field.current?.focus(),
    },
  ]);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 px-3 py-2.5 narrow:px-4">
      <SearchInput
        ref={field}
        label="is:open due:<friday assignee:mara …"
        value={text}
        onChange={setText}
        keys="/"
        className="min-w-40 flex-1"
      />
      {grouped && (
        <Select
          label="Group by"
          value={view.by ?? "none"}
          options={GROUPINGS.filter(({ value }) => value !== without)}
          onChange={(value) => onChange({ by: value === "none" ? null : value })}
        />
      )}
      {children}
    </div>
  );
}
