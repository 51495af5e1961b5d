/** The links that lead here, with the lines they stand on. */
import { useGetBacklinksQuery } from "../../api/graph";
import { count } from "../../lib/format";
import { noteUrl } from "../../lib/paths";
import { LinkRow } from "./LinkRow";
import { Nothing, Section, useSectionOpen } from "./Section";

const TITLE = "Backlinks";

export function Backlinks({ path }: { path: string }) {
  const open = useSectionOpen(TITLE);
  const { currentData } = useGetBacklinksQuery(path, { skip: !open });
  const items = currentData?.items ?? [];
  const total = currentData && (currentData.next_cursor ? `${count(items.length)}+` : count(items.length));
  return (
    <Section title={TITLE} count={total}>
      {currentData && items.length === 0 && <Nothing>Nothing links here yet.</Nothing>}
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
