/** One run in a list: what it is about, who does it, how it stands and what it cost. */
import { Badge, Icon } from "@claudeprojects/ui";
import { Bot } from "lucide-react";
import { Link } from "react-router";

import type { Run } from "../api/agentTypes";
import { dollars, modelName, tokens } from "../lib/amounts";
import { Coded } from "../lib/Coded";
import { ago, moment, plural } from "../lib/format";
import { toReview } from "./reviews";
import { StateBadge } from "./StateBadge";

export function RunRow({ run }: { run: Run }) {
  const used = run.usage.input_tokens + run.usage.output_tokens;
  const open = toReview(run);
  return (
    <Link
      to={`/agents/runs/${run.id}`}
      className="-mx-2 flex items-start gap-3 rounded-control px-2 py-2 hover:bg-fill"
    >
      <Icon of={Bot} className="mt-0.5 text-muted" />
      <span className="min-w-0 flex-1">
        <span dir="auto" className="line-clamp-2 text-3 font-medium break-words">
          {run.title}
        </span>
        <span data-numeric className="block text-2 text-muted">
          {run.agent}
          {run.model !== "" && ` · ${modelName(run.model)}`} ·{" "}
          <time dateTime={run.created_at} title={moment(run.created_at)}>
            {ago(run.created_at)}
          </time>
          {used > 0 && ` · ${tokens(used)} · ${dollars(run.usage.dollars)}`}
        </span>
        {run.why !== "" && run.state !== "done" && (
          <span className="block text-2 break-words text-secondary">
            <Coded text={run.why} />
          </span>
        )}
      </span>
      {open > 0 && <Badge tone="accent">{plural(open, "change")} to review</Badge>}
      <StateBadge state={run.state} />
    </Link>
  );
}
