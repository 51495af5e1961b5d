/** Links that lead nowhere, with the nearest name where there is one. */
import { Icon } from "@claudeprojects/ui";
import { Unlink } from "lucide-react";

import { useGetBrokenQuery } from "../api/graph";
import { plural } from "../lib/format";
import { noteUrl } from "../lib/paths";
import { Card, Quiet, Row, Waiting } from "./Card";

const SHOWN = 6;

export function BrokenCard() {
  const { data, error, refetch } = useGetBrokenQuery(undefined);
  const items = data?.items.slice(0, SHOWN) ?? [];
  return (
    <Card
      title="Broken links"
      more={items.length > 0 ? { to: "/graph?view=broken", label: "All" } : undefined}
    >
      {!data && <Waiting lines={4} failed={error !== undefined} onRetry={() => void refetch()} />}
      {data && items.length === 0 && <Quiet>Every link leads somewhere.</Quiet>}
      <ul>
        {items.map(({ target, sources }) => {
          const first = sources[0];
          return (
            <Row
              key={target}
              to={first ? noteUrl(first.path, { line: first.line }) : "/graph?view=broken"}
              title={first ? `“${target}” in ${first.path}` : target}
              aside={sources.length > 1 ? plural(sources.length, "place") : (first?.title ?? "")}
            >
              <Icon of={Unlink} className="text-muted" />
              <span dir="auto" className="min-w-0 truncate">
                {target}
              </span>
            </Row>
          );
        })}
      </ul>
    </Card>
  );
}
