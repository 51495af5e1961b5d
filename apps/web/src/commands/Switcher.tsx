/** The quick switcher: files by name, path or alias as one types; what is not there can be made. */
import { Kbd, Palette, type PaletteItem } from "@claudeprojects/ui";
import { FilePlus2, Search } from "lucide-react";
import { useState } from "react";

import { useSuggestFilesQuery } from "../api/files";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import { useGo } from "../app/navigation";
import { fileIcon } from "../frame/screens";
import { folderOf, nameOf, noteUrl, pathOfUrl, searchUrl, titleOf } from "../lib/paths";
import { useDebounced } from "../lib/useDebounced";
import { overlayOpened } from "../state/overlays";
import { pathnameOf } from "../state/tabs";
import { suggested } from "./suggested";

export function Switcher({ onClose }: { onClose: () => void }) {
  const go = useGo();
  const dispatch = useAppDispatch();
  const [query, setQuery] = useState("");
  const q = useDebounced(query.trim(), 60);
  const { data } = useSuggestFilesQuery({ q, limit: q === "" ? 12 : 40 });
  const tabs = useAppSelector((state) => state.tabs);

  const recent = tabs.tabs
    .filter((tab) => tab.id !== tabs.active)
    .map((tab) => pathOfUrl(pathnameOf(tab.href)))
    .filter((path) => path !== null)
    .map((path): PaletteItem => ({
      id: path,
      title: titleOf(path),
      detail: folderOf(path),
      icon: fileIcon(undefined, path),
      onSelect: () => go(noteUrl(path)),
    }));
  // With nothing typed, the engine suggests what was changed last.
  const openPaths = new Set(recent.map(({ id }) => id));
  const found = (data?.items ?? [])
    .filter(({ path }) => q !== "" || !openPaths.has(path))
    .map((suggestion) => suggested(suggestion, (path) => go(noteUrl(path))));
  const exact = data?.items.some((other) => other.title.toLowerCase() === q.toLowerCase()) ?? false;
  const also: PaletteItem[] =
    q === ""
      ? []
      : [
          ...(exact
            ? []
            : [
                {
                  id: "\tcreate",
                  title: `Create “${q}”`,
                  icon: FilePlus2,
                  onSelect: () =>
                    dispatch(overlayOpened({ kind: "new-note", folder: folderOf(q), name: nameOf(q) })),
                },
              ]),
          {
            id: "\tsearch",
            title: `Search the notes for “${q}”`,
            icon: Search,
            onSelect: () => go(searchUrl(q)),
          },
        ];
  return (
    <Palette
      open
      onOpenChange={(open) => !open && onClose()}
      label="Open a note by name"
      placeholder="Name, path or alias"
      filter={false}
      query={query}
      onQueryChange={setQuery}
      groups={[
        { heading: "Open tabs", items: q === "" ? recent : [] },
        { heading: q === "" ? "Changed last" : undefined, items: found },
        { heading: q !== "" ? "Or" : undefined, items: also },
      ].filter((group) => group.items.length > 0)}
      empty={q === "" ? "Type a few letters of a name." : "No file of that name."}
      footer={
        <>
          <span className="flex items-center gap-1.5">
            <Kbd keys="up" />
            <Kbd keys="down" /> choose
          </span>
          <span className="flex items-center gap-1.5">
            <Kbd keys="enter" /> open
          </span>
          <span className="flex items-center gap-1.5">
            <Kbd keys="escape" /> close
          </span>
        </>
      }
    />
  );
}
