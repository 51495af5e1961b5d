/** The vault as a tree: lazy by folder, renamed in place, moved by dragging, filtered by name. */
import { EmptyState, ErrorState, Skeleton, toast, Tree } from "@claudeprojects/ui";
import { useEffect, useMemo } from "react";

import { useGetFolderQuery } from "../api/files";
import { problemOf } from "../api/problem";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import { useGo, useShownPath } from "../app/navigation";
import { extensionOf, folderOf, joinPath, nameProblem, noteUrl } from "../lib/paths";
import { overlayOpened } from "../state/overlays";
import { folderToggled, pathRevealed, renamingStarted } from "../state/tree";
import { TreeDragArea } from "./TreeDragArea";
import { treeMenu } from "./treeMenu";
import { treeRows } from "./treeRows";
import { useFileActions } from "./useFileActions";
import { useFolders } from "./useFolders";

export function FileTree() {
  const dispatch = useAppDispatch();
  const go = useGo();
  const actions = useFileActions();
  const shown = useShownPath();
  const { open, renaming } = useAppSelector((state) => state.tree);
  const folders = useFolders(open);
  const root = useGetFolderQuery("");
  const rows = useMemo(() => treeRows(folders, open), [folders, open]);
  const folderIds = useMemo(
    () => new Set(rows.filter((row) => row.expanded !== null).map((row) => row.id)),
    [rows],
  );

  useEffect(() => {
    if (shown !== null) dispatch(pathRevealed(shown));
  }, [dispatch, shown]);

  if (root.error && !root.data)
    return <ErrorState problem={problemOf(root.error)} onRetry={() => void root.refetch()} />;
  if (!root.data) return <Skeleton lines={8} label="Reading the folder" />;
  if (rows.length === 0) {
    return (
      <EmptyState
        top
        title="No files yet."
        hint="Notes and folders are listed here as soon as they are in the folder."
      />
    );
  }

  const rename = (path: string, label: string) => {
    const hidden = !folderIds.has(path) && /\.md$/i.test(path);
    const name = hidden && !/\.md$/i.test(label) ? label + extensionOf(path) : label;
    const problem = nameProblem(name);
    if (problem !== null) toast({ title: "That name cannot be given", detail: problem, tone: "warning" });
    else void actions.move(path, joinPath(folderOf(path), name));
  };

  return (
    <TreeDragArea folders={folderIds} onMove={(source, target) => void actions.move(source, target)}>
      <Tree
        label="Files"
        rows={rows}
        current={shown}
        onToggle={(id) => dispatch(folderToggled(id))}
        onOpen={(id, how) => go(noteUrl(id), how)}
        onRename={rename}
        renaming={renaming}
        onRenamingChange={(id) => dispatch(renamingStarted(id))}
        onDelete={(path) => dispatch(overlayOpened({ kind: "trash", path, folder: folderIds.has(path) }))}
        menu={(path) => treeMenu({ path, folder: folderIds.has(path), dispatch, go })}
      />
    </TreeDragArea>
  );
}
