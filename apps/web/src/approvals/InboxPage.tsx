/** What waits for a person: effects to approve, exactly as they would happen; below, what was decided. */
import { announce, Badge, EmptyState, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Inbox } from "lucide-react";
import { useEffect } from "react";
import { Link } from "react-router";

import type { Approval } from "../api/agentTypes";
import { useGetApprovalsQuery } from "../api/approvals";
import { problemOf } from "../api/problem";
import { ago, moment, plural } from "../lib/format";
import { Page } from "../lib/Page";
import { useCommands } from "../commands/registry";
import { ApprovalCard } from "./ApprovalCard";

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

export function InboxPage() {
  const { data, error, refetch } = useGetApprovalsQuery("waiting");
  const { data: all = [] } = useGetApprovalsQuery(null);
  const decided = all.filter((approval) => approval.state !== "waiting").slice(0, SHOWN);
  const waiting = data?.length ?? null;
  useEffect(() => {
    if (waiting !== null) announce(`${plural(waiting, "approval")} ${waiting === 1 ? "waits" : "wait"}`);
  }, [waiting]);
  useCommands([
    { id: "inbox.next", title: "Next question", group: "This screen", keys: "j", run: () => step(1) },
    { id: "inbox.previous", title: "Question before", group: "This screen", keys: "k", run: () => step(-1) },
  ]);
  return (
    <Page
      title="Inbox"
      lead="What agents may not do by themselves waits here, shown exactly as it would happen."
    >
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} label="Reading the inbox" />}
      {data?.length === 0 && <EmptyState icon={Inbox} title="Nothing waits for you." />}
      <div className="space-y-4">
        {data?.map((approval) => (
          <ApprovalCard key={approval.id} approval={approval} />
        ))}
      </div>
      {decided.length > 0 && (
        <section aria-labelledby="decided" className="mt-10">
          <h2 id="decided" className="mb-1 border-b border-hairline pb-1.5 text-3 font-semibold">
            Answered
          </h2>
          <ul>
            {decided.map((approval) => (
              <Decided key={approval.id} approval={approval} />
            ))}
          </ul>
        </section>
      )}
    </Page>
  );
}
