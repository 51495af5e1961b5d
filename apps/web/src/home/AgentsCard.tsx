/** What agents are at: what waits for a person, what works now; before any has worked, what they are for. */
import { Badge, Icon } from "@claudeprojects/ui";
import { Bot, FileDiff, ShieldQuestion } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import type { Approval, Run } from "../api/agentTypes";
import { useGetApprovalsQuery } from "../api/approvals";
import { useGetReviewsQuery, useGetRunsInfiniteQuery } from "../api/runs";
import { ago, plural } from "../lib/format";
import { newRunUrl } from "../lib/paths";
import { reviewUrl, toReview } from "../runs/reviews";
import { StateBadge } from "../runs/StateBadge";
import { Card, Quiet, Row, Waiting } from "./Card";

const SHOWN = 6;

function Words({ children }: { children: ReactNode }) {
  return (
    <span dir="auto" className="min-w-0 truncate">
      {children}
    </span>
  );
}

function ApprovalRow({ approval: { effect } }: { approval: Approval }) {
  return (
    <Row to="/inbox" title={effect.summary} aside={<Badge tone="warning">approve?</Badge>}>
      <Icon of={ShieldQuestion} className="text-warning-text" />
      <Words>{effect.summary}</Words>
    </Row>
  );
}

function Work({ run, review = false }: { run: Run; review?: boolean }) {
  const aside = review ? (
    <Badge tone="accent">{plural(toReview(run), "change")}</Badge>
  ) : run.state === "done" ? (
    ago(run.created_at)
  ) : (
    <StateBadge state={run.state} />
  );
  return (
    <Row to={review ? reviewUrl(run) : `/agents/runs/${run.id}`} title={run.title} aside={aside}>
      <Icon of={review ? FileDiff : Bot} className={review ? "text-accent-text" : "text-muted"} />
      <Words>{run.title}</Words>
    </Row>
  );
}

export function AgentsCard() {
  const { data: approvals = [] } = useGetApprovalsQuery("waiting");
  const { data: reviews = [] } = useGetReviewsQuery(undefined);
  const { data, error, refetch } = useGetRunsInfiniteQuery(null);
  const runs = data?.pages[0]?.items ?? [];
  const asked = approvals.slice(0, SHOWN / 2);
  const waiting = reviews.slice(0, SHOWN / 2);
  const others = runs
    .filter((run) => !waiting.some((other) => other.id === run.id) && run.state !== "waiting")
    .slice(0, SHOWN - asked.length - waiting.length);
  return (
    <Card title="Agents" more={{ to: "/agents", label: runs.length > 0 ? "All" : "Start one" }}>
      {!data && <Waiting lines={3} failed={error !== undefined} onRetry={() => void refetch()} />}
      {data && runs.length === 0 && (
        <Quiet>
          They look things up, write and tidy on your word, and you review what they change.{" "}
          <Link
            to={newRunUrl({
              agent: "researcher",
              prompt: "Tell me what this vault is about, and what is open.",
            })}
            className="rounded-small text-accent-text underline underline-offset-2"
          >
            Try one
          </Link>
          .
        </Quiet>
      )}
      <ul>
        {asked.map((approval) => (
          <ApprovalRow key={approval.id} approval={approval} />
        ))}
        {waiting.map((run) => (
          <Work key={run.id} run={run} review />
        ))}
        {others.map((run) => (
          <Work key={run.id} run={run} />
        ))}
      </ul>
    </Card>
  );
}
