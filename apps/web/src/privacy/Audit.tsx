/** The audit log: what left, to whom, how much, made of which notes; what was refused; and whether the log is whole. */
import { Badge, Button, Icon } from "@claudeprojects/ui";
import { ArrowUpRight, ShieldCheck, ShieldX } from "lucide-react";
import { Link } from "react-router";

import type { AuditEntry } from "../api/agentTypes";
import { problemOf } from "../api/problem";
import { useGetAuditInfiniteQuery, useLazyVerifyAuditQuery } from "../api/privacy";
import { ago, fileSize, moment, plural } from "../lib/format";
import { PagedList } from "../lib/PagedList";
import { noteUrl, titleOf } from "../lib/paths";

/** So many notes of one entry are named. */
const NAMED = 6;

function Entry({ entry }: { entry: AuditEntry }) {
  const refused = entry.outcome === "refused";
  return (
    <div className="flex gap-3 py-2.5">
      <Icon
        of={refused ? ShieldX : ArrowUpRight}
        label={entry.outcome}
        className={`mt-0.5 ${refused ? "text-warning-text" : "text-muted"}`}
      />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-x-2 text-3">
          <span className="font-medium wrap-anywhere">{entry.receiver}</span>
          {refused && <Badge tone="warning">refused</Badge>}
          {entry.privacy !== "open" && <Badge>{entry.privacy}</Badge>}
        </p>
        {entry.detail !== "" && (
          <p className="text-2 text-pretty break-words text-secondary">{entry.detail}</p>
        )}
        <p data-numeric className="text-2 break-words text-muted">
          <time dateTime={entry.at} title={moment(entry.at)}>
            {ago(entry.at)}
          </time>
          {entry.run_id !== null && (
            <>
              {" · "}
              <Link
                to={`/agents/runs/${entry.run_id}`}
                className="rounded-small text-accent-text hover:underline"
              >
                run
              </Link>
            </>
          )}
          {entry.notes.length > 0 && (
            <>
              {refused ? " · because of " : " · made of "}
              {entry.notes.slice(0, NAMED).map((path, index) => (
                <span key={path}>
                  {index > 0 && ", "}
                  <Link
                    to={noteUrl(path)}
                    title={path}
                    className="rounded-small text-accent-text hover:underline"
                  >
                    {titleOf(path)}
                  </Link>
                </span>
              ))}
              {entry.notes.length > NAMED && ` and ${entry.notes.length - NAMED} more`}
            </>
          )}
        </p>
      </div>
      <span data-numeric className="text-2 whitespace-nowrap text-muted">
        {refused ? "nothing sent" : fileSize(entry.bytes)}
      </span>
    </div>
  );
}

function Verify() {
  const [verify, { data, error, isFetching }] = useLazyVerifyAuditQuery();
  const words = error
    ? problemOf(error).detail
    : data
      ? data.ok
        ? `All ${plural(data.entries, "entry", "entries")} are as they were written.`
        : `The log was tampered with: ${data.problem ?? "it is not whole"}.`
      : "";
  return (
    <>
      <p role="status" className={`text-2 ${data && !data.ok ? "text-danger-text" : "text-muted"}`}>
        {words}
      </p>
      <Button
        size="small"
        variant="ghost"
        icon={ShieldCheck}
        disabled={isFetching}
        onClick={() => void verify(undefined)}
      >
        Verify
      </Button>
    </>
  );
}

export function Audit() {
  const pages = useGetAuditInfiniteQuery(undefined);
  return (
    <section aria-labelledby="audit" className="mt-10">
      <header className="mb-1 flex flex-wrap items-center gap-x-3 gap-y-1 border-b border-hairline pb-1.5">
        <h2 id="audit" className="flex-1 text-3 font-semibold whitespace-nowrap">
          What left this machine
        </h2>
        <Verify />
      </header>
      <PagedList
        pages={pages}
        keyOf={(entry) => entry.id}
        reading="Reading the log"
        empty={<p className="py-2 text-3 text-muted">Nothing has ever left it.</p>}
      >
        {(entry) => <Entry entry={entry} />}
      </PagedList>
    </section>
  );
}
