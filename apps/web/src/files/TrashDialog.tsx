/** Asks before a file or folder goes to the trash, saying in numbers what will miss it. */
import { ConfirmDialog } from "@claudeprojects/ui";

import { useGetFolderQuery } from "../api/files";
import { useGetBacklinksQuery } from "../api/graph";
import { count, plural } from "../lib/format";
import { titleOf } from "../lib/paths";
import { useFileActions } from "./useFileActions";

export interface TrashDialogProps {
  path: string;
  folder: boolean;
  onClose: () => void;
}

export function TrashDialog({ path, folder, onClose }: TrashDialogProps) {
  const actions = useFileActions();
  const { data: entries } = useGetFolderQuery(path, { skip: !folder });
  const { data: backlinks } = useGetBacklinksQuery(path, { skip: folder });
  const links = backlinks?.items.length ?? 0;
  const consequence = folder
    ? `${entries ? plural(entries.length, "entry", "entries") : "Everything"} in it goes with it. It can be restored from the trash.`
    : links > 0
      ? `${backlinks?.next_cursor ? `More than ${count(links)} links` : plural(links, "link")} to it will lead nowhere until it is restored.`
      : "Nothing links to it. It can be restored from the trash.";
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Move ${folder ? `the folder ${titleOf(path)}` : titleOf(path)} to the trash?`}
      consequence={consequence}
      action="Move to trash"
      danger
      onConfirm={() => void actions.trash(path)}
    />
  );
}
