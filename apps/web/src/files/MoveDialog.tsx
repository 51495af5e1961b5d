/** Moves a file or folder: the folders of the vault, filtered as one types. */
import { Palette, type PaletteItem } from "@claudeprojects/ui";
import { CornerDownRight, Folder, Vault } from "lucide-react";
import { useState } from "react";

import { useGetFolderQuery } from "../api/files";
import { ancestorsOf, folderOf, titleOf } from "../lib/paths";
import { dropTarget } from "./TreeDragArea";
import { useFileActions } from "./useFileActions";

/** Walks the folders: typing filters, choosing a folder with a slash goes into it. */
export function MoveDialog({ path, onClose }: { path: string; onClose: () => void }) {
  const actions = useFileActions();
  const [query, setQuery] = useState("");
  const typed = query.includes("/") ? query.slice(0, query.lastIndexOf("/")) : "";
  const { data } = useGetFolderQuery(typed);
  const { data: root } = useGetFolderQuery("");
  const here = useGetFolderQuery(folderOf(path)).data;

  const folders = new Set([
    "",
    ...ancestorsOf(path),
    ...[...(root ?? []), ...(here ?? []), ...(data ?? [])]
      .filter((entry) => entry.type === "folder")
      .map((entry) => entry.path),
  ]);
  const wanted = query.toLowerCase();
  const items = [...folders]
    .sort((a, b) => a.localeCompare(b))
    .flatMap((folder): PaletteItem[] => {
      const target = dropTarget(path, folder);
      if (target === null || !folder.toLowerCase().includes(wanted)) return [];
      return [
        {
          id: `/${folder}`,
          title: folder === "" ? "The vault’s root" : folder,
          icon: folder === "" ? Vault : Folder,
          onSelect: () => void actions.move(path, target),
        },
      ];
    });
  const name = query.trim().replace(/^\/+|\/+$/g, "");
  const fresh = name !== "" && !folders.has(name) ? dropTarget(path, name) : null;
  const also: PaletteItem[] =
    fresh === null
      ? []
      : [
          {
            id: "\tnew",
            title: `New folder “${name}”`,
            icon: CornerDownRight,
            onSelect: () => void actions.move(path, fresh),
          },
        ];
  return (
    <Palette
      open
      onOpenChange={(open) => !open && onClose()}
      label={`Move ${titleOf(path)}`}
      placeholder={`Move ${titleOf(path)} to…`}
      filter={false}
      query={query}
      onQueryChange={setQuery}
      groups={[{ items }, { items: also }].filter((group) => group.items.length > 0)}
      empty="No folder of that name."
      footer="Links to it follow. A slash looks inside a folder."
    />
  );
}
