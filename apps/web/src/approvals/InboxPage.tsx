/** What waits for a person: effects to approve, exactly as they would happen; below, what was decided. */
import { announce, Badge, EmptyState, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Inbox } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";

import type { Approval } from "../api/agentTypes";
import { useGetApprovalsQuery } from "../api/approvals";
import { problemOf } from "../api/problem";
import { useGetReviewsQuery } from "../api/runs";
import { ago, moment } from "../lib/format";
import { Page } from "../lib/Page";
import { useCommands } from "../commands/registry";
import { changesOf, waitingWords } from "../runs/reviews";
import { ApprovalCard } from "./ApprovalCard";
import { ReviewRow } from "./ReviewRow";

/** So many answers are shown below. */
const SHOWN = 30;

const ANSWERS = {
  approved: ["success", "approved"],
  denied: ["danger", "denied"],
  withdrawn: ["neutral", "withdrawn"],
  waiting: ["warning", "waiting"],
} as const;

function Decided({ approval }: { approval: Approval }) {
  const [tone, word] = ANSWERS[approval.state];
  const at = approval.decided_at ?? approval.created_at;
  return (
    <li className="border-b border-hairline last:border-b-0">
      <Link
        to={`/agents/runs/${approval.run_id}`}
        className="-mx-2 flex min-h-row-comfortable items-center gap-3 rounded-control px-2 py-1.5 text-3 hover:bg-fill"
      >
        <span className="min-w-0 flex-1">
          <span dir="auto" className="break-words">
            {approval.effect.summary}
          </span>
          {approval.note !== "" && (
            <span className="block text-2 break-words text-muted">{approval.note}</span>
          )}
        </span>
        <time dateTime={at} title={moment(at)} className="shrink-0 text-2 text-muted">
          {ago(at)}
        </time>
        <Badge tone={tone}>{word}</Badge>
      </Link>
    </li>
  );
}

/** Puts the focus on the question `by` after the one that has it. */
function step(by: number): void {
  const cards = [...document.querySelectorAll<HTMLElement>("[data-approval]")];
  const at = cards.findIndex((card) => card.contains(document.activeElement));
  const next = cards[Math.max(0, Math.min(cards.length - 1, at + by))];
  next?.querySelector<HTMLElement>("footer button")?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-10 first:mt-0">
      <h2 className="mb-2 border-b border-hairline pb-1.5 text-3 font-semibold">
        {title}{" "}
        <span data-numeric className="font-normal text-muted">
          {count}
        </span>
      </h2>
      {children}
    </section>
  );
}

export function InboxPage() {
  const approvals = useGetApprovalsQuery("waiting");
  const reviews = useGetReviewsQuery(undefined);
  const { data: all = [] } = useGetApprovalsQuery(null);
  const decided = all.filter((approval) => approval.state !== "waiting").slice(0, SHOWN);
  const { data: waiting } = approvals;
  const { data: runs } = reviews;
  const error = approvals.error ?? reviews.error;
  const said = waiting && runs ? waitingWords(waiting.length, changesOf(runs)).join(", ") : null;
  useEffect(() => {
    if (said !== null) announce(said === "" ? "Nothing waits for you" : said);
  }, [said]);
  useCommands([
    { id: "inbox.next", title: "Next question", group: "This screen", keys: "j", run: () => step(1) },
    { id: "inbox.previous", title: "Question before", group: "This screen", keys: "k", run: () => step(-1) },
  ]);
  const retry = () => {
    void approvals.refetch();
    void reviews.refetch();
  };
  return (
    <Page
      title="Inbox"
      lead="What agents may not do by themselves waits here, and what they changed, until you say yes or no."
    >
      {error && !(waiting && runs) && <ErrorState problem={problemOf(error)} onRetry={retry} />}
      {!(waiting && runs) && !error && <Skeleton lines={5} label="Reading the inbox" />}
      {said === "" && <EmptyState icon={Inbox} title="Nothing waits for you." />}
      {waiting && waiting.length > 0 && (
        <Part title="To approve" count={waiting.length}>
          <div className="space-y-4">
            {waiting.map((approval) => (
              <ApprovalCard key={approval.id} approval={approval} />
            ))}
          </div>
        </Part>
      )}
      {runs && runs.length > 0 && (
        <Part title="Changes to review" count={changesOf(runs)}>
          <ul>
            {runs.map((run) => (
              <ReviewRow key={run.id} run={run} />
            ))}
          </ul>
        </Part>
      )}
      {decided.length > 0 && (
        <Part title="Answered" count={decided.length}>
          <ul>
            {decided.map((approval) => (
              <Decided key={approval.id} approval={approval} />
            ))}
          </ul>
        </Part>
      )}
    </Page>
  );
}
