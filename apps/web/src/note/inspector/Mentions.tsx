/** Places that name this note without linking to it. */
import { useGetMentionsQuery } from "../../api/graph";
import { count } from "../../lib/format";
import { noteUrl } from "../../lib/paths";
import { LinkRow } from "./LinkRow";
import { Nothing, Section, useSectionOpen } from "./Section";

const TITLE = "Unlinked mentions";

export function Mentions({ path }: { path: string }) {
  const open = useSectionOpen(TITLE);
  const { currentData } = useGetMentionsQuery(path, { skip: !open });
  const items = currentData?.items ?? [];
  return (
    <Section
      title={TITLE}
      count={currentData && `${count(items.length)}${currentData.next_cursor ? "+" : ""}`}
    >
      {currentData && items.length === 0 && <Nothing>No other note names it without a link.</Nothing>}
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
