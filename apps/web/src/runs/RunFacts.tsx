/** What a run has used of what it may use, the notes it has read, its plan and its helpers. */
import { Icon } from "@claudeprojects/ui";
import type { LucideIcon } from "lucide-react";
import { CircleCheck, CircleDashed, CircleDot, FileText } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import type { RunDetail } from "../api/agentTypes";
import { dollars, duration, tokens } from "../lib/amounts";
import { count } from "../lib/format";
import { noteUrl, titleOf } from "../lib/paths";
import { StateBadge } from "./StateBadge";
import { notesRead, planOf, workedFor } from "./steps";
import { useNow } from "./useNow";

function Fact({
  name,
  used,
  most,
  children,
}: {
  name: string;
  used: number;
  most: number | null;
  children: ReactNode;
}) {
  const share = most === null || most === 0 ? 0 : Math.min(1, used / most);
  return (
    <div className="min-w-0">
      <dt className="text-2 text-muted">{name}</dt>
      <dd data-numeric className="text-3 font-medium">
        {children}
        {most !== null && (
          <span aria-hidden className="mt-1 block h-1 overflow-hidden rounded-full bg-fill-active">
            <span
              className={`block h-full rounded-full ${share > 0.9 ? "bg-warning" : "bg-accent"}`}
              style={{ width: `${Math.max(share * 100, used > 0 ? 2 : 0)}%` }}
            />
          </span>
        )}
      </dd>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-6">
      <h2 className="mb-1.5 text-2 font-semibold text-secondary">{title}</h2>
      {children}
    </section>
  );
}

function planIcon(status: string): LucideIcon {
  if (/done|completed/.test(status)) return CircleCheck;
  return /doing|progress/.test(status) ? CircleDot : CircleDashed;
}

export function RunFacts({ run }: { run: RunDetail }) {
  const now = useNow(run.state === "running");
  const { tree_usage: tree, budget } = run;
  const used = tree.input_tokens + tree.output_tokens;
  const took = workedFor(run, now);
  const notes = notesRead(run);
  const plan = planOf(run.steps);
  return (
    <aside aria-label="About this run">
      <dl className="grid grid-cols-2 gap-x-5 gap-y-3">
        <Fact name="Tokens" used={used} most={budget.tokens}>
          {tokens(used).replace(/ tokens?$/, "")}
          {budget.tokens !== null && (
            <span className="font-normal text-muted"> of {tokens(budget.tokens).replace(" tokens", "")}</span>
          )}
        </Fact>
        <Fact name="Cost" used={tree.dollars ?? 0} most={tree.dollars === null ? null : budget.dollars}>
          {tree.dollars === 0 && budget.dollars !== null ? "$0.00" : dollars(tree.dollars)}
          {budget.dollars !== null && tree.dollars !== null && (
            <span className="font-normal text-muted"> of ${budget.dollars.toFixed(2)}</span>
          )}
        </Fact>
        <Fact name="Time" used={took} most={budget.seconds}>
          {duration(took)}
          {budget.seconds !== null && (
            <span className="font-normal text-muted">
              {" "}
              of {duration(budget.seconds).replace(/ 0 (s|min)$/, "")}
            </span>
          )}
        </Fact>
        <Fact name="Tool calls" used={tree.tool_calls} most={budget.tool_calls}>
          {count(tree.tool_calls)}
          {budget.tool_calls !== null && (
            <span className="font-normal text-muted"> of {count(budget.tool_calls)}</span>
          )}
        </Fact>
      </dl>
      {plan.length > 0 && (
        <Part title="Plan">
          <ul className="space-y-1">
            {plan.map((item, index) => (
              <li key={index} className="flex gap-2 text-3">
                <Icon
                  of={planIcon(item.status)}
                  size={14}
                  label={item.status.replaceAll("_", " ")}
                  className={`mt-0.75 ${/done|completed/.test(item.status) ? "text-success" : "text-muted"}`}
                />
                <span className="min-w-0 break-words">{item.content}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {run.children.length > 0 && (
        <Part title={`Team (${run.children.length})`}>
          <ul>
            {run.children.map((child) => (
              <li key={child.id}>
                <Link
                  to={`/agents/runs/${child.id}`}
                  title={child.title}
                  className="-mx-2 flex min-h-row items-center gap-2 rounded-control px-2 py-1 text-3 hover:bg-fill"
                >
                  <span className="min-w-0 flex-1">
                    <span className="font-medium">{child.agent}</span>
                    <span dir="auto" className="block truncate text-2 text-muted">
                      {child.title}
                    </span>
                  </span>
                  <StateBadge state={child.state} />
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {notes.length > 0 && (
        <Part title={`Notes it has read (${notes.length})`}>
          <ul className="max-h-80 overflow-y-auto" tabIndex={notes.length > 10 ? 0 : undefined}>
            {notes.map((path) => (
              <li key={path}>
                <Link
                  to={noteUrl(path)}
                  title={path}
                  className="-mx-2 flex min-h-row items-center gap-2 rounded-control px-2 text-3 hover:bg-fill focus-visible:-outline-offset-2"
                >
                  <Icon of={FileText} size={14} className="text-muted" />
                  <span dir="auto" className="truncate">
                    {titleOf(path)}
                  </span>
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
    </aside>
  );
}
