/** What was deleted and can be had back. */
import { Button, EmptyState, ErrorState, Icon, Skeleton } from "@claudeprojects/ui";
import { ArchiveRestore, Trash2 } from "lucide-react";

import { useGetTrashQuery } from "../api/operations";
import { problemOf } from "../api/problem";
import { useFileActions } from "../files/useFileActions";
import { fileIcon } from "../frame/screens";
import { ago, fileSize, moment } from "../lib/format";
import { folderOf, titleOf } from "../lib/paths";
import { Page } from "../lib/Page";

export function TrashPage() {
  const { data, error, refetch } = useGetTrashQuery(undefined);
  const { restore } = useFileActions();
  return (
    <Page
      title="Trash"
      lead="Deleted files wait in .claudeprojects/trash until you empty that folder yourself."
    >
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} label="Reading the trash" />}
      {data?.items.length === 0 && <EmptyState icon={Trash2} title="The trash is empty." />}
      <ul>
        {data?.items.map((entry) => (
          <li key={entry.id} className="flex items-center gap-3 border-b border-hairline py-2">
            <Icon of={fileIcon(undefined, entry.path)} className="text-muted" />
            <div className="min-w-0 flex-1">
              <p className="truncate text-3" title={entry.path}>
                {titleOf(entry.path)}
              </p>
              <p data-numeric className="truncate text-2 text-muted">
                {folderOf(entry.path) || "The vault’s root"} · {fileSize(entry.size)} ·{" "}
                <time dateTime={entry.deleted_at} title={moment(entry.deleted_at)}>
                  {ago(entry.deleted_at)}
                </time>
              </p>
            </div>
            <Button size="small" icon={ArchiveRestore} onClick={() => void restore(entry.id, entry.path)}>
              Restore
            </Button>
          </li>
        ))}
      </ul>
    </Page>
  );
}
