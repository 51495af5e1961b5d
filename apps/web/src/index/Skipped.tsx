/** What is not indexed, by reason; each reason explained, its files on demand. */
import { Button, Icon, Skeleton } from "@claudeprojects/ui";
import { ChevronRight, CircleCheck } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import type { Status } from "../api/types";
import { useGetSkippedInfiniteQuery } from "../api/workspace";
import { count, fileSize } from "../lib/format";
import { noteUrl } from "../lib/paths";
import { reasonWords } from "../note/reasons";

function Files({ reason }: { reason: string }) {
  const { data, hasNextPage, isFetching, fetchNextPage } = useGetSkippedInfiniteQuery(reason);
  const files = data?.pages.flatMap((page) => page.items) ?? [];
  if (!data) return <Skeleton lines={3} label="Reading the list" />;
  return (
    <>
      <ul className="max-h-90 overflow-y-auto">
        {files.map((file) => (
          <li key={file.path}>
            <Link
              to={noteUrl(file.path)}
              className="flex min-h-row flex-wrap items-baseline gap-x-3 rounded-control px-2 py-1 text-3 hover:bg-fill focus-visible:-outline-offset-1"
            >
              <span dir="auto" className="min-w-[min(100%,12rem)] flex-1 text-left wrap-anywhere">
                {file.path}
              </span>
              {file.detail && (
                <span className="min-w-0 truncate text-2 text-muted" title={file.detail}>
                  {file.detail}
                </span>
              )}
              {file.size !== null && (
                <span data-numeric className="shrink-0 text-2 text-muted">
                  {fileSize(file.size)}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button size="small" variant="ghost" disabled={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}

function Reason({ reason, number }: { reason: string; number: number }) {
  const [open, setOpen] = useState(false);
  const { name, hint } = reasonWords(reason);
  return (
    <li className="border-b border-hairline py-2">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex w-full items-start gap-2 rounded-control p-1 text-left hover:bg-fill"
      >
        <Icon
          of={ChevronRight}
          className={`mt-0.5 text-muted transition-transform ${open ? "rotate-90" : ""}`}
        />
        <span className="min-w-0 flex-1">
          <span className="block text-3 font-medium">{name}</span>
          <span className="block text-2 text-pretty text-muted">{hint}</span>
        </span>
        <span data-numeric className="text-3 font-medium">
          {count(number)}
        </span>
      </button>
      {open && <div className="mt-1 pl-6">{<Files reason={reason} />}</div>}
    </li>
  );
}

export function Skipped({ status }: { status: Status }) {
  return (
    <section aria-labelledby="skipped" className="mt-10">
      <h2 id="skipped" className="text-3 font-semibold">
        Left out
      </h2>
      {status.skipped.length === 0 ? (
        <p className="mt-2 flex items-center gap-2 text-3 text-muted">
          <Icon of={CircleCheck} className="text-success" /> Nothing: every file of the vault is indexed.
        </p>
      ) : (
        <ul className="mt-1">
          {status.skipped.map(({ reason, count: number }) => (
            <Reason key={reason} reason={reason} number={number} />
          ))}
        </ul>
      )}
    </section>
  );
}
