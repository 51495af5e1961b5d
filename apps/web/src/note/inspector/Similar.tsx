/** Notes close in meaning that are not linked yet. */
import { useGetSimilarQuery } from "../../api/graph";
import { noteUrl } from "../../lib/paths";
import { LinkRow } from "./LinkRow";
import { Nothing, Section, useSectionOpen } from "./Section";

const TITLE = "Similar notes";

export function Similar({ path }: { path: string }) {
  const open = useSectionOpen(TITLE);
  const { currentData, error } = useGetSimilarQuery(path, { skip: !open });
  const items = currentData?.items ?? [];
  return (
    <Section title={TITLE}>
      {currentData && items.length === 0 && <Nothing>Nothing similar that is not linked already.</Nothing>}
      {error && <Nothing>Similarity needs embeddings, which are not ready.</Nothing>}
      <ul>
        {items.map((item) => (
          <LinkRow
            key={item.path}
            to={noteUrl(item.path)}
            title={item.title}
            path={item.path}
            trailing={
              <span data-numeric className="text-2 text-muted" title="Closeness in meaning">
                {Math.round(item.score * 100)} %
              </span>
            }
          />
        ))}
      </ul>
    </Section>
  );
}
