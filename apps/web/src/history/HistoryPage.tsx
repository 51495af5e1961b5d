/** What was changed through the workspace, newest first, each with its way back. */
import { Button, EmptyState, Icon } from "@claudeprojects/ui";
import type { LucideIcon } from "lucide-react";
import { FilePen, FolderInput, History, Trash2, Undo2 } from "lucide-react";

import { useGetOperationsInfiniteQuery } from "../api/operations";
import type { Operation } from "../api/types";
import { linksWords, useFileActions } from "../files/useFileActions";
import { ago, moment } from "../lib/format";
import { Page } from "../lib/Page";
import { PagedList } from "../lib/PagedList";

const ICONS: Record<string, LucideIcon> = { move: FolderInput, trash: Trash2, undo: Undo2, restore: Undo2 };

function Row({ operation }: { operation: Operation }) {
  const { undo } = useFileActions();
  const links = linksWords(operation);
  return (
    <div className="flex items-center gap-3 py-2">
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
    </div>
  );
}

export function HistoryPage() {
  const pages = useGetOperationsInfiniteQuery(undefined);
  return (
    <Page
      title="History"
      lead="Changes made through this workspace. Undoing one takes back all of it, links included."
    >
      <PagedList
        pages={pages}
        keyOf={(operation) => operation.id}
        reading="Reading the history"
        empty={<EmptyState icon={History} title="Nothing was changed yet." />}
      >
        {(operation) => <Row operation={operation} />}
      </PagedList>
    </Page>
  );
}
