/** From folders as the engine lists them to the rows of the tree. */
import { flattenTree, type TreeRow } from "@claudeprojects/ui";
import { Folder, FolderOpen } from "lucide-react";

import type { FileEntry } from "../api/types";
import { fileIcon } from "../frame/screens";
import { count } from "../lib/format";
import { titleOf } from "../lib/paths";
import type { Folders } from "./useFolders";

/** The rows on screen, flat and in order; folders still being read are marked as loading. */
export function treeRows(folders: Folders, open: readonly string[]): TreeRow[] {
  const expanded = new Set(open);
  return flattenTree<FileEntry>(folders[""] ?? [], {
    id: (entry) => entry.path,
    children: (entry) => (entry.type === "folder" ? folders[entry.path] : null),
    isExpanded: (id) => expanded.has(id),
    row: (entry) =>
      entry.type === "folder"
        ? {
            label: entry.name,
            icon: expanded.has(entry.path) ? FolderOpen : Folder,
            trailing: entry.children ? count(entry.children) : undefined,
          }
        : fileRow(entry),
  });
}

function fileRow(entry: FileEntry): Pick<TreeRow, "label" | "icon" | "muted"> {
  const note = entry.kind === "note";
  return {
    label: note ? titleOf(entry.path) : entry.name,
    icon: fileIcon(entry.kind, entry.path),
    muted: entry.state === "skipped",
  };
}
