/** The tags most used. */
import { Tag } from "@claudeprojects/ui";

import { useGetTagsQuery } from "../api/graph";
import { useGo } from "../app/navigation";
import { searchUrl } from "../lib/paths";
import { Card, Quiet, Waiting } from "./Card";

const SHOWN = 24;

export function TagsCard() {
  const go = useGo();
  const { data, error, refetch } = useGetTagsQuery(undefined);
  const tags = [...(data?.items ?? [])].sort((a, b) => b.count - a.count).slice(0, SHOWN);
  return (
    <Card title="Tags">
      {!data && <Waiting lines={3} failed={error !== undefined} onRetry={() => void refetch()} />}
      {data && tags.length === 0 && (
        <Quiet>
          No tags yet. Write <code className="font-code text-2">#like-this</code> anywhere in a note.
        </Quiet>
      )}
      <ul className="flex flex-wrap gap-1.5 py-2">
        {tags.map(({ tag, count }) => (
          <li key={tag} className="max-w-full">
            <Tag name={tag} count={count} onClick={() => go(searchUrl(`tag:${tag}`))} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
