/** The notes handed over with a task: each can be taken out again; more are found by name. */
import { Badge, Button, Icon, IconButton } from "@claudeprojects/ui";
import { FileText, Plus, X } from "lucide-react";
import { useState } from "react";

import type { RunPreview } from "../api/agentTypes";
import { NotePicker } from "../commands/NotePicker";
import { titleOf } from "../lib/paths";

export interface HandedNotesProps {
  paths: readonly string[];
  /** What is known of them. */
  notes: RunPreview["notes"];
  onChange: (paths: string[]) => void;
}

export function HandedNotes({ paths, notes, onChange }: HandedNotesProps) {
  const [picking, setPicking] = useState(false);
  const classOf = (path: string) => notes.find((note) => note.path === path)?.privacy ?? "open";
  return (
    <div className="flex flex-wrap items-center gap-1.5 px-2 pb-1">
      <ul aria-label="Notes handed over" className="contents">
        {paths.map((path) => (
          <li
            key={path}
            title={path}
            className="flex h-row max-w-full items-center gap-1.5 rounded-control bg-fill pr-0.5 pl-2 text-3"
          >
            <Icon of={FileText} size={14} className="text-muted" />
            <span dir="auto" className="min-w-0 truncate">
              {titleOf(path)}
            </span>
            {classOf(path) !== "open" && <Badge tone="warning">{classOf(path)}</Badge>}
            <IconButton
              icon={X}
              size="small"
              label={`Do not hand over ${titleOf(path)}`}
              onClick={() => onChange(paths.filter((other) => other !== path))}
            />
          </li>
        ))}
      </ul>
      <Button variant="ghost" icon={Plus} onClick={() => setPicking(true)}>
        {paths.length === 0 ? "Hand over a note" : "Note"}
      </Button>
      {picking && (
        <NotePicker
          label="Hand over a note"
          without={paths}
          onPick={(path) => onChange([...paths, path])}
          onClose={() => setPicking(false)}
        />
      )}
    </div>
  );
}
