/** What a line that is being typed would become; before anything is typed, what can be said. */
import { Badge, Icon } from "@claudeprojects/ui";
import { CalendarDays, Flag, FolderKanban, Play, Repeat, Timer } from "lucide-react";
import type { LucideIcon } from "lucide-react";

import type { TaskDraft } from "../api/tasks";
import { dueWords } from "../lib/format";
import { titleOf } from "../lib/paths";
import { StatusIcon } from "./marks";

const SIGNS = [
  ["tomorrow 5pm, next friday, in 3 days", "due"],
  ["every 2 weeks, every month on the 1st", "comes again"],
  ["@mara  #tag", "who and what about"],
  ["!high  ~2h  ~3", "priority, estimate"],
  ["+Website  sprint:current", "project, sprint"],
] as const;

function chipsOf(draft: TaskDraft): { icon: LucideIcon; text: string }[] {
  const { due, time, scheduled, start, recurrence, priority, estimate, project, sprint } = draft;
  const day = (iso: string) => `${dueWords(iso).text} (${iso})`;
  return [
    due !== null && { icon: CalendarDays, text: `due ${day(due)}${time === null ? "" : ` at ${time}`}` },
    scheduled !== null && { icon: CalendarDays, text: `scheduled ${day(scheduled)}` },
    start !== null && { icon: Play, text: `from ${day(start)}` },
    recurrence !== null && { icon: Repeat, text: recurrence },
    priority !== null && { icon: Flag, text: `${priority} priority` },
    estimate !== null && { icon: Timer, text: estimate },
    project !== null && { icon: FolderKanban, text: titleOf(project) },
    sprint !== null && { icon: FolderKanban, text: titleOf(sprint) },
  ].filter((chip) => chip !== false);
}

export function DraftView({ draft }: { draft: TaskDraft | undefined }) {
  if (!draft) {
    return (
      <dl className="mt-3 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1 text-2 text-muted">
        {SIGNS.map(([sign, does]) => (
          <div key={sign} className="contents">
            <dt className="font-code whitespace-pre-wrap text-secondary">{sign}</dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    );
  }
  const chips = chipsOf(draft);
  return (
    <div role="status" aria-label="What it becomes" className="mt-3 rounded-control bg-fill p-2.5">
      <p className="flex items-start gap-2 text-3">
        <span className="mt-px">
          <StatusIcon status="todo" />
        </span>
        <span dir="auto" className="min-w-0 break-words">
          {draft.description === "" ? <span className="text-muted">no words yet</span> : draft.description}
        </span>
      </p>
      {chips.length > 0 && (
        <p className="mt-2 flex flex-wrap gap-1.5 pl-6">
          {chips.map(({ icon, text }) => (
            <Badge key={text} tone="accent" className="gap-1">
              <Icon of={icon} size={12} />
              {text}
            </Badge>
          ))}
        </p>
      )}
    </div>
  );
}
