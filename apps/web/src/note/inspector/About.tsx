/** The file itself: its size, age and place, and what its reader warned about. */
import { Icon } from "@claudeprojects/ui";
import { TriangleAlert } from "lucide-react";

import type { Note } from "../../api/types";
import { ago, count, fileSize, moment } from "../../lib/format";
import { Section } from "./Section";

export function About({ note }: { note: Note }) {
  const rows: [string, string, string?][] = [
    ["Changed", ago(note.mtime), moment(note.mtime)],
    ...(note.words > 0 ? [["Words", count(note.words)] as [string, string]] : []),
    ["Size", fileSize(note.size)],
    ["Path", note.path, note.path],
  ];
  return (
    <Section title="File">
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 px-3 pl-7.5 text-2" data-numeric>
        {rows.map(([name, value, whole]) => (
          <div key={name} className="contents">
            <dt className="text-muted">{name}</dt>
            <dd className="min-w-0 break-words text-secondary" title={whole}>
              {value}
            </dd>
          </div>
        ))}
      </dl>
      {note.warnings.length > 0 && (
        <ul className="mt-2 px-3 pl-7.5">
          {note.warnings.map((warning) => (
            <li key={warning} className="flex gap-1.5 text-2 text-warning-text">
              <Icon of={TriangleAlert} size={14} className="mt-0.5" /> {warning}
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
