/** A run whose changes wait for review, and the way to them. */
import { Badge, Icon } from "@claudeprojects/ui";
import { FileDiff } from "lucide-react";
import { Link } from "react-router";

import type { Run } from "../api/agentTypes";
import { ago, moment, plural } from "../lib/format";
import { reviewUrl, toReview } from "../runs/reviews";

export function ReviewRow({ run }: { run: Run }) {
  const at = run.ended_at ?? run.created_at;
  return (
    <li className="border-b border-hairline last:border-b-0">
      <Link
        to={reviewUrl(run)}
        className="-mx-2 flex min-h-row-comfortable items-start gap-3 rounded-control px-2 py-2 text-3 hover:bg-fill"
      >
        <Icon of={FileDiff} className="mt-0.5 text-accent-text" />
        <span className="min-w-0 flex-1">
          <span dir="auto" className="line-clamp-2 font-medium break-words">
            {run.title}
          </span>
          <span className="block text-2 text-muted">
            {run.agent} ·{" "}
            <time dateTime={at} title={moment(at)}>
              {ago(at)}
            </time>
          </span>
        </span>
        {(run.changes.conflict ?? 0) > 0 && <Badge tone="warning">needs you</Badge>}
        <Badge tone="accent">{plural(toReview(run), "change")}</Badge>
      </Link>
    </li>
  );
}
