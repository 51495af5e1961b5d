/** What the tree shows while its filter has text: the files whose names fit. */
import { Button, EmptyState, Highlighted, Icon, List, Skeleton } from "@claudeprojects/ui";
import { Search } from "lucide-react";

import type { FileSuggestion } from "../api/types";
import { useGo } from "../app/navigation";
import { fileIcon } from "../frame/screens";
import { folderOf, nameOf, searchUrl, titleOf } from "../lib/paths";
import { rangesOf } from "../lib/positions";
import type { NameFilterState } from "./useNameFilter";

function Row({ item: { path, alias, kind, positions } }: { item: FileSuggestion }) {
  const name = alias ?? nameOf(path);
  // Positions count in the whole path; the name is its end.
  const shift = alias ? 0 : Array.from(path).length - Array.from(name).length;
  const inName = rangesOf(positions.map((at) => at - shift).filter((at) => at >= 0));
  const inFolder = alias ? [] : rangesOf(positions.filter((at) => at < shift - 1));
  return (
    <div className="flex gap-2 px-2.5 py-1.5" title={path}>
      <Icon of={fileIcon(kind, path)} className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="truncate text-left text-3">
          <Highlighted text={alias ?? (path.endsWith(".md") ? titleOf(path) : name)} ranges={inName} />
        </p>
        <p dir="auto" className="truncate text-left text-2 text-muted">
          {alias ? (
            `alias of ${path}`
          ) : folderOf(path) === "" ? (
            "In the vault’s root"
          ) : (
            <Highlighted text={folderOf(path)} ranges={inFolder} />
          )}
        </p>
      </div>
    </div>
  );
}

export function NameFilter({ found }: { found: NameFilterState }) {
  const go = useGo();
  const { q, items, at, onAt, onOpen } = found;
  if (!items) return <Skeleton lines={5} label="Looking for files" />;
  if (items.length === 0) {
    return (
      <EmptyState
        top
        title={`No file is called “${q}”.`}
        hint="It may stand inside a note."
        action={
          <Button icon={Search} onClick={() => go(searchUrl(q))}>
            Search the notes
          </Button>
        }
      />
    );
  }
  return (
    <List
      label="Files that fit"
      items={items}
      keyOf={(item) => `${item.path}\n${item.alias ?? ""}`}
      activeIndex={at}
      onActiveIndexChange={onAt}
      onOpen={onOpen}
      estimateHeight={48}
      renderItem={(item) => <Row item={item} />}
    />
  );
}
