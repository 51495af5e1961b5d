/** What can be done with a file or folder: one list for the tree's menu and the note's. */
import { type MenuEntry, toast } from "@claudeprojects/ui";
import {
  Bot,
  Copy,
  FilePlus2,
  FolderInput,
  FolderPlus,
  Link2,
  PanelTop,
  Pencil,
  Search,
  Trash2,
} from "lucide-react";

import type { Go } from "../app/navigation";
import type { AppDispatch } from "../app/store";
import { folderOf, newRunUrl, noteUrl, searchUrl, titleOf } from "../lib/paths";
import { overlayOpened } from "../state/overlays";

export interface TreeMenuContext {
  path: string;
  folder: boolean;
  dispatch: AppDispatch;
  go: Go;
}

function copy(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast({ title: `${what} copied` }),
    () => toast({ title: "The browser would not copy", detail: text, tone: "warning" }),
  );
}

export function treeMenu({ path, folder, dispatch, go }: TreeMenuContext): MenuEntry[] {
  const inside = folder ? path : folderOf(path);
  const here: MenuEntry[] = folder
    ? [
        {
          label: "New note here",
          icon: FilePlus2,
          onSelect: () => dispatch(overlayOpened({ kind: "new-note", folder: inside })),
        },
        {
          label: "New folder here",
          icon: FolderPlus,
          onSelect: () => dispatch(overlayOpened({ kind: "new-folder", folder: inside })),
        },
        { label: "Search in this folder", icon: Search, onSelect: () => go(searchUrl(`path:"${path}/" `)) },
      ]
    : [
        { label: "Open in a new tab", icon: PanelTop, onSelect: () => go(noteUrl(path), { aside: true }) },
        { label: "Give this note to an agent…", icon: Bot, onSelect: () => go(newRunUrl({ notes: [path] })) },
      ];
  return [
    ...here,
    "separator",
    {
      label: "Rename…",
      icon: Pencil,
      keys: "F2",
      onSelect: () => dispatch(overlayOpened({ kind: "rename", path, folder })),
    },
    {
      label: "Move to…",
      icon: FolderInput,
      onSelect: () => dispatch(overlayOpened({ kind: "move", path, folder })),
    },
    "separator",
    ...(folder
      ? []
      : [{ label: "Copy link", icon: Link2, onSelect: () => copy(`[[${titleOf(path)}]]`, "Link") }]),
    { label: "Copy path", icon: Copy, onSelect: () => copy(path, "Path") },
    "separator",
    {
      label: "Move to trash",
      icon: Trash2,
      danger: true,
      keys: "delete",
      onSelect: () => dispatch(overlayOpened({ kind: "trash", path, folder })),
    },
  ];
}
