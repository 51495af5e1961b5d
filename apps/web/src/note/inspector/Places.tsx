/** A section of places in other notes, each with the line it stands on. */
import type { Backlink, Mention, Page } from "../../api/types";
import { count } from "../../lib/format";
import { noteUrl } from "../../lib/paths";
import { LinkRow } from "./LinkRow";
import { Nothing, Section } from "./Section";

export interface PlacesProps {
  title: string;
  /** Undefined while it is being asked for, and while the section is closed. */
  page: Page<Backlink | Mention> | undefined;
  /** What is said when there are none. */
  none: string;
}

export function Places({ title, page, none }: PlacesProps) {
  const items = page?.items ?? [];
  return (
    <Section title={title} count={page && `${count(items.length)}${page.next_cursor ? "+" : ""}`}>
      {page && items.length === 0 && <Nothing>{none}</Nothing>}
      <ul>
        {items.map((item, index) => (
          <LinkRow
            key={`${item.path}:${item.line}:${index}`}
            to={noteUrl(item.path, { line: item.line })}
            title={item.title}
            path={item.path}
            context={item.context}
            highlight={item.highlight}
          />
        ))}
      </ul>
    </Section>
  );
}
