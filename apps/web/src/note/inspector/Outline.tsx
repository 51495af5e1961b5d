/** The note's headings; the one being read is marked. */
import { Link } from "react-router";

import type { Note } from "../../api/types";
import { useAppSelector } from "../../app/hooks";
import { noteUrl } from "../../lib/paths";
import { Section } from "./Section";

export function Outline({ note }: { note: Note }) {
  const line = useAppSelector((state) => state.reading.line);
  const top = Math.min(...note.headings.map((heading) => heading.level));
  const current = note.headings.findLastIndex((heading) => heading.line <= line);
  return (
    <Section title="Outline">
      <ol>
        {note.headings.map((heading, index) => (
          <li key={heading.line}>
            <Link
              to={noteUrl(note.path, { line: heading.line })}
              aria-current={index === current ? "location" : undefined}
              title={heading.text}
              style={{ paddingLeft: 26 + (heading.level - top) * 14 }}
              className="mx-1 flex min-h-6 items-center rounded-control pr-2 text-3 text-secondary hover:bg-fill hover:text-text focus-visible:-outline-offset-1 aria-[current]:font-medium aria-[current]:text-accent-text coarse:min-h-11"
            >
              <span className="truncate">{heading.text}</span>
            </Link>
          </li>
        ))}
      </ol>
    </Section>
  );
}
