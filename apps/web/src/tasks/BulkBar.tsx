/** What can be done with all the tasks that are selected, in one step that can be undone. */
import { Button, IconButton, Menu } from "@claudeprojects/ui";
import { CalendarDays, CircleCheck, Flag, FolderInput, UserRound, X } from "lucide-react";
import { useState } from "react";

import { useGetVocabularyQuery, type TaskChanges, type WorkItem } from "../api/tasks";
import { useAppDispatch } from "../app/hooks";
import { plural } from "../lib/format";
import { overlayOpened } from "../state/overlays";
import { dueEntries, priorityEntries, statusEntries } from "./taskMenu";

export interface BulkBarProps {
  items: readonly WorkItem[];
  onChange: (changes: TaskChanges) => void;
  onClear: () => void;
}

export function BulkBar({ items, onChange, onClear }: BulkBarProps) {
  const people = Object.keys(useGetVocabularyQuery(undefined).data?.people ?? {}).sort();
  const [day, setDay] = useState("");
  const dispatch = useAppDispatch();
  // Tasks that are notes of their own are moved as files are.
  const lines = items.filter(({ line }) => line !== null);
  return (
    <div
      role="toolbar"
      aria-label="Selected tasks"
      className="floats absolute inset-x-3 bottom-3 z-20 mx-auto flex w-fit max-w-[calc(100%-1.5rem)] flex-wrap items-center gap-1.5 p-2 text-3"
    >
      <span data-numeric className="px-1.5 font-medium">
        {plural(items.length, "task")}
      </span>
      <IconButton icon={X} label="Select none" keys="escape" size="small" onClick={onClear} />
      <Menu
        side="top"
        trigger={<Button icon={CircleCheck}>Status</Button>}
        entries={statusEntries(null, onChange)}
      />
      <Menu
        side="top"
        trigger={<Button icon={Flag}>Priority</Button>}
        entries={priorityEntries(undefined, onChange)}
      />
      <Menu side="top" trigger={<Button icon={CalendarDays}>Due</Button>} entries={dueEntries(onChange)} />
      <input
        type="date"
        aria-label="Due day of the selected tasks"
        value={day}
        onChange={({ target }) => setDay(target.value)}
        onBlur={() => {
          if (day !== "") onChange({ due: day });
          setDay("");
        }}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
        className="hidden h-row rounded-control bg-ground px-2 text-3 shadow-[inset_0_0_0_1px_var(--control-edge)] narrow:block"
      />
      {people.length > 0 && (
        <Menu
          side="top"
          trigger={<Button icon={UserRound}>Person</Button>}
          entries={[
            ...people.map((name) => ({ label: name, onSelect: () => onChange({ assignees: [name] }) })),
            "separator",
            { label: "Nobody", onSelect: () => onChange({ assignees: [] }) },
          ]}
        />
      )}
      {lines.length > 0 && (
        <Button
          icon={FolderInput}
          onClick={() => dispatch(overlayOpened({ kind: "move-tasks", items: lines }))}
        >
          Move…
        </Button>
      )}
    </div>
  );
}
