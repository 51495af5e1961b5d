/** The notes changed last. */
import { Icon } from "@claudeprojects/ui";

import { useSuggestFilesQuery } from "../api/files";
import { fileIcon } from "../frame/screens";
import { folderOf, noteUrl } from "../lib/paths";
import { Card, Quiet, Row, Waiting } from "./Card";

const SHOWN = 8;

export function RecentCard() {
  // With nothing typed, the engine suggests what was changed last.
  const { data, error, refetch } = useSuggestFilesQuery({ q: "", limit: SHOWN });
  return (
    <Card title="Changed last">
      {!data && <Waiting lines={5} failed={error !== undefined} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Quiet>Notes you change will be here.</Quiet>}
      <ul>
        {data?.items.map(({ path, kind, title }) => (
          <Row key={path} to={noteUrl(path)} title={path} aside={folderOf(path)}>
            <Icon of={fileIcon(kind, path)} className="text-muted" />
            <span dir="auto" className="min-w-0 truncate">
              {title}
            </span>
          </Row>
        ))}
      </ul>
    </Card>
  );
}
