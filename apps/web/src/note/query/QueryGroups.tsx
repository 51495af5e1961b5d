/** What a query found: its tasks under their headings, as many as one looks at. */
import { Button } from "@claudeprojects/ui";
import { useState } from "react";

import type { BlockAnswer } from "../../api/blocks";
import { count } from "../../lib/format";
import { readable } from "../../lib/readable";
import { TaskLine } from "../../tasks/TaskLine";
import { shownGroups } from "./queries";

/** So many are drawn at first, and with every press of the button. */
const PAGE = 100;

export function QueryGroups({ answer: { groups } }: { answer: BlockAnswer }) {
  const [limit, setLimit] = useState(PAGE);
  const found = groups.reduce((sum, { items }) => sum + items.length, 0);
  if (found === 0) return <p className="px-3 py-2.5 text-3 text-muted">No task fits this query.</p>;
  return (
    <div className="px-3 py-1.5">
      {shownGroups(groups, limit).map(({ headings, items, fresh }) => (
        <div key={headings.join("\n")}>
          {fresh.map(({ text, depth }) => (
            <p
              key={depth}
              className={
                depth === 0 ? "mt-2 text-3 font-semibold" : "mt-1.5 text-2 font-medium text-secondary"
              }
            >
              {readable(text, []).text}
            </p>
          ))}
          <ul>
            {items.map((item) => (
              <TaskLine key={item.key} item={item} />
            ))}
          </ul>
        </div>
      ))}
      {found > limit && (
        <Button size="small" className="my-1.5" onClick={() => setLimit(limit + PAGE)}>
          Show more of {count(found)}
        </Button>
      )}
    </div>
  );
}
