/** One question to a person: exactly what would happen, why it asks, and the two answers. */
import { Badge, Button, Icon, Input, PatchView } from "@claudeprojects/ui";
import { Check, ShieldQuestion, X } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import type { Approval } from "../api/agentTypes";
import { useDecideApprovalMutation } from "../api/approvals";
import { problemOf } from "../api/problem";
import { useGetRunQuery } from "../api/runs";
import { ago, moment } from "../lib/format";
import { toolWords } from "../runs/words";

export interface ApprovalCardProps {
  approval: Approval;
  /** Shown on the page of its own run. */
  here?: boolean;
}

export function ApprovalCard({ approval, here = false }: ApprovalCardProps) {
  const [decide, { error, isLoading }] = useDecideApprovalMutation();
  const [note, setNote] = useState("");
  const { data: run } = useGetRunQuery(approval.run_id, { skip: here });
  const { effect } = approval;
  const { icon } = toolWords(approval.tool);
  const answer = (approve: boolean) =>
    void decide({ id: approval.id, approve, ...(note.trim() === "" ? {} : { note: note.trim() }) });
  const problem = error ? problemOf(error) : null;
  return (
    <article
      aria-label={effect.summary}
      data-approval={approval.id}
      className="overflow-hidden rounded-card border border-hairline bg-raised"
    >
      <header className="flex items-start gap-2.5 px-4 pt-3 pb-2">
        <Icon of={here ? ShieldQuestion : icon} className="mt-0.5 text-warning-text" />
        <div className="min-w-0 flex-1">
          <h2 dir="auto" className="text-3 font-semibold break-words">
            {effect.summary}
          </h2>
          <p className="text-2 text-pretty break-words text-muted">
            {approval.why}
            {!here && (
              <>
                {" "}
                <Link
                  to={`/agents/runs/${approval.run_id}`}
                  className="rounded-small text-accent-text hover:underline"
                >
                  {run === undefined ? "The run that asks" : `${run.agent}: ${run.title}`}
                </Link>{" "}
                ·{" "}
                <time dateTime={approval.created_at} title={moment(approval.created_at)}>
                  {ago(approval.created_at)}
                </time>
              </>
            )}
          </p>
        </div>
        {effect.leaves_machine && <Badge tone="danger">leaves this machine</Badge>}
        {effect.unconfined && <Badge tone="danger">cannot be undone</Badge>}
      </header>
      <div className="max-h-96 overflow-y-auto border-y border-hairline bg-ground">
        <PatchView
          label={`Exactly what would happen: ${effect.summary}`}
          text={effect.detail === "" ? JSON.stringify(approval.arguments, null, 2) : effect.detail}
        />
      </div>
      <footer className="flex flex-wrap items-center gap-2 px-4 py-2.5">
        <Input
          aria-label="A word to the agent"
          placeholder="A word to the agent, if you like"
          value={note}
          className="basis-full narrow:flex-1 narrow:basis-0"
          onChange={(event) => setNote(event.target.value)}
        />
        <Button icon={X} className="ml-auto" disabled={isLoading} onClick={() => answer(false)}>
          Deny
        </Button>
        <Button variant="primary" icon={Check} disabled={isLoading} onClick={() => answer(true)}>
          Approve
        </Button>
      </footer>
      {problem && (
        <p role="alert" className="px-4 pb-3 text-2 text-danger-text">
          {problem.detail} {problem.hint}
        </p>
      )}
    </article>
  );
}
