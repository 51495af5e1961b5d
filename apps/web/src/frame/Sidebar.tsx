/** The sidebar: the vault's files with their filter, new note and new folder. */
import { IconButton, Panel, SearchInput } from "@claudeprojects/ui";
import { ChevronsDownUp, FilePlus2, FolderPlus } from "lucide-react";

import { useGetWorkspaceQuery } from "../api/workspace";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import { useShownPath } from "../app/navigation";
import { FileTree } from "../files/FileTree";
import { NameFilter } from "../files/NameFilter";
import { useNameFilter } from "../files/useNameFilter";
import { folderOf } from "../lib/paths";
import { overlayOpened } from "../state/overlays";
import { allFolded, treeFiltered } from "../state/tree";

export function Sidebar() {
  const dispatch = useAppDispatch();
  const filter = useAppSelector((state) => state.tree.filter);
  const { data: workspace } = useGetWorkspaceQuery(undefined);
  const shown = useShownPath();
  const folder = shown === null ? "" : folderOf(shown);
  const found = useNameFilter(filter);
  return (
    <Panel
      role="navigation"
      title="Files"
      header={
        <h2 className="min-w-0 flex-1 truncate text-3 font-semibold" title={workspace?.root}>
          {workspace?.name ?? "Files"}
        </h2>
      }
      actions={
        <>
          <IconButton
            icon={FilePlus2}
            label="New note"
            keys="alt+n"
            size="small"
            onClick={() => dispatch(overlayOpened({ kind: "new-note", folder }))}
          />
          <IconButton
            icon={FolderPlus}
            label="New folder"
            size="small"
            onClick={() => dispatch(overlayOpened({ kind: "new-folder", folder }))}
          />
          <IconButton
            icon={ChevronsDownUp}
            label="Fold all"
            size="small"
            onClick={() => dispatch(allFolded())}
          />
        </>
      }
    >
      <div className="flex h-full flex-col">
        <SearchInput
          label="Filter by name"
          value={filter}
          onChange={(text) => dispatch(treeFiltered(text))}
          onKeyDown={found.onKeyDown}
          quiet
          className="mx-2 mb-1.5 shrink-0"
        />
        <div className="min-h-0 flex-1">
          {filter.trim() === "" ? <FileTree /> : <NameFilter found={found} />}
        </div>
      </div>
    </Panel>
  );
}
