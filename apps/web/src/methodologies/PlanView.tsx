/** What starting a project would make: its notes and sprints, each with what it would hold. */
import { Badge, Icon } from "@claudeprojects/ui";
import type { LucideIcon } from "lucide-react";
import { CalendarRange, Check, FileText, Flag, FolderKanban } from "lucide-react";

import type { MethodologyPlan, PlannedNote } from "../api/methodologies";
import { plural } from "../lib/format";
import { planWords } from "./words";

const ICONS: Record<PlannedNote["role"], LucideIcon> = {
  project: FolderKanban,
  phase: Flag,
  artefact: FileText,
  sprint: CalendarRange,
};

/** The path below the project's folder, where it is below it. */
function place(path: string, folder: string): string {
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}

function PlannedRow({ note, folder }: { note: PlannedNote; folder: string }) {
  const kept = note.action === "keep";
  const text = note.action === "change" ? note.adds.join("\n") : note.text;
  const line = (
    <span className="inline-flex min-w-0 items-baseline gap-2">
      <Icon of={kept ? Check : ICONS[note.role]} size={14} className="translate-y-0.5 text-muted" />
      <span className={kept ? "wrap-anywhere text-muted" : "wrap-anywhere"}>
        {place(note.path, folder).replace(/\.md$/, "")}
      </span>
      {kept && <span className="text-2 whitespace-nowrap text-muted">there already</span>}
      {note.action === "change" && <Badge>{plural(note.adds.length, "line")} added</Badge>}
    </span>
  );
  if (text.trim() === "") return <li className="py-0.5 pl-4 text-3">{line}</li>;
  return (
    <li className="text-3">
      <details className="group/note">
        <summary className="rounded-small py-0.5 marker:text-muted hover:bg-fill">{line}</summary>
        <pre
          tabIndex={0}
          aria-label={`What ${note.title} would hold`}
          className="my-1 max-h-60 overflow-auto rounded-control bg-fill p-2.5 font-code text-2 whitespace-pre-wrap"
        >
          {text}
        </pre>
      </details>
    </li>
  );
}

export function PlanView({ plan: { notes, folder } }: { plan: MethodologyPlan }) {
  return (
    <section aria-label="What would be made">
      <p className="text-3">
        {planWords(notes)} in <span className="font-code text-2 wrap-anywhere">{folder}/</span>
      </p>
      <ul className="mt-2 rounded-card border border-hairline px-3 py-2">
        {notes.map((note) => (
          <PlannedRow key={note.path} note={note} folder={folder} />
        ))}
      </ul>
    </section>
  );
}
