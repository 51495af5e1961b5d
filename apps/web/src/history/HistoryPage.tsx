/** What was changed through the workspace, newest first, each with its way back. */
import { Button, EmptyState, ErrorState, Icon, Skeleton } from "@claudeprojects/ui";
import type { LucideIcon } from "lucide-react";
import { FilePen, FolderInput, History, Trash2, Undo2 } from "lucide-react";

import { useGetOperationsInfiniteQuery } from "../api/operations";
import { problemOf } from "../api/problem";
import type { Operation } from "../api/types";
import { linksWords, useFileActions } from "../files/useFileActions";
import { ago, moment } from "../lib/format";
import { Page } from "../lib/Page";

const ICONS: Record<string, LucideIcon> = { move: FolderInput, trash: Trash2, undo: Undo2, restore: Undo2 };

function Row({ operation }: { operation: Operation }) {
  const { undo } = useFileActions();
  const links = linksWords(operation);
  return (
    <li className="flex items-center gap-3 border-b border-hairline py-2">
      <Icon of={ICONS[operation.kind] ?? FilePen} className="text-muted" />
      <div className="min-w-0 flex-1">
        <p className="text-3 break-words">{operation.summary}</p>
        <p className="text-2 text-muted">
          <time dateTime={operation.at} title={moment(operation.at)}>
            {ago(operation.at)}
          </time>
          {links && ` · ${links}`}
        </p>
      </div>
      {operation.undoable && (
        <Button size="small" variant="ghost" icon={Undo2} onClick={() => void undo(operation.id)}>
          Undo
        </Button>
      )}
    </li>
  );
}

export function HistoryPage() {
  const { data, error, refetch, hasNextPage, isFetching, fetchNextPage } =
    useGetOperationsInfiniteQuery(undefined);
  const items = data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page
      title="History"
      lead="Changes made through this workspace. Undoing one takes back all of it, links included."
    >
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} label="Reading the history" />}
      {data && items.length === 0 && <EmptyState icon={History} title="Nothing was changed yet." />}
      <ul>
        {items.map((operation) => (
          <Row key={operation.id} operation={operation} />
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-4" disabled={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </Page>
  );
}
