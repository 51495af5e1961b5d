/** What the tree shows while its filter has text: the files whose names fit, as a flat list. */
import { EmptyState, Highlighted, List, Skeleton } from "@claudeprojects/ui";

import { useSuggestFilesQuery } from "../api/files";
import { useGo } from "../app/navigation";
import { folderOf, nameOf, noteUrl, titleOf } from "../lib/paths";
import { rangesOf } from "../lib/positions";
import { useDebounced } from "../lib/useDebounced";

export function NameFilter({ text }: { text: string }) {
  const go = useGo();
  const q = useDebounced(text.trim(), 80);
  const { data } = useSuggestFilesQuery({ q, limit: 200 }, { skip: q === "" });
  if (!data) return <Skeleton lines={5} label="Looking for files" />;
  if (data.items.length === 0) {
    return <EmptyState title={`No file is called “${q}”.`} hint="Search looks inside the notes, too." />;
  }
  return (
    <List
      label="Files that fit"
      items={data.items}
      keyOf={(item) => `${item.path}\n${item.alias ?? ""}`}
      onOpen={(item, how) => go(noteUrl(item.path), how)}
      estimateHeight={44}
      renderItem={({ path, alias, positions }) => {
        const name = alias ?? nameOf(path);
        // Positions count in the whole path; the name is its end.
        const shift = alias ? 0 : Array.from(path).length - Array.from(name).length;
        const ranges = rangesOf(positions.map((at) => at - shift).filter((at) => at >= 0));
        return (
          <div className="px-2.5 py-1" title={path}>
            <p className="truncate text-3">
              <Highlighted text={alias ?? (path.endsWith(".md") ? titleOf(path) : name)} ranges={ranges} />
            </p>
            <p className="truncate text-2 text-muted">
              {alias ? `alias of ${path}` : folderOf(path) || "In the vault’s root"}
            </p>
          </div>
        );
      }}
    />
  );
}
