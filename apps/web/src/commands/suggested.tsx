/** A file that was suggested by its name, as a row of a palette, with the characters marked that fit. */
import { Highlighted, type PaletteItem } from "@claudeprojects/ui";

import type { FileSuggestion } from "../api/types";
import { fileIcon } from "../frame/screens";
import { folderOf, nameOf, titleOf } from "../lib/paths";
import { rangesOf } from "../lib/positions";

export function suggested(
  { path, alias, kind, positions }: FileSuggestion,
  onSelect: (path: string) => void,
): PaletteItem {
  const folder = folderOf(path);
  const name = kind === "note" ? titleOf(path) : nameOf(path);
  const shift = folder === "" ? 0 : Array.from(folder).length + 1;
  const inName = alias ? positions : positions.map((at) => at - shift).filter((at) => at >= 0);
  const inFolder = alias ? [] : positions.filter((at) => at < shift - 1);
  return {
    id: `${path}\n${alias ?? ""}`,
    title: <Highlighted text={alias ?? name} ranges={rangesOf(inName)} />,
    detail: alias ? `alias of ${path}` : <Highlighted text={folder} ranges={rangesOf(inFolder)} />,
    icon: fileIcon(kind, path),
    onSelect: () => onSelect(path),
  };
}
