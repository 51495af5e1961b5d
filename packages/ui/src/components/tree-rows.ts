import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

/** One visible row of a tree. The caller holds what is expanded and gives the rows flat, in order. */
export interface TreeRow {
  id: string;
  label: string;
  /** 0 for the roots. */
  depth: number;
  /** `null` for a leaf. */
  expanded: boolean | null;
  icon?: LucideIcon | undefined;
  /** A quiet mark at the row's end: a count, an extension. */
  trailing?: ReactNode;
  /** Drawn back: ignored, skipped, offline. */
  muted?: boolean | undefined;
  /** Its children are being fetched. */
  loading?: boolean | undefined;
  /** 1-based position among `siblings` rows, for screen readers. */
  position?: number | undefined;
  siblings?: number | undefined;
}

/** Flattens a forest to the rows on screen. `children(item)` is `null` for a leaf, `undefined` while unknown. */
export function flattenTree<Item>(
  roots: readonly Item[],
  options: {
    id: (item: Item) => string;
    children: (item: Item) => readonly Item[] | null | undefined;
    isExpanded: (id: string) => boolean;
    row: (item: Item) => Omit<TreeRow, "id" | "depth" | "expanded" | "position" | "siblings">;
  },
): TreeRow[] {
  const rows: TreeRow[] = [];
  const stack: { items: readonly Item[]; index: number }[] = [{ items: roots, index: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const item = top.items[top.index];
    if (item === undefined) {
      stack.pop();
      continue;
    }
    top.index += 1;
    const id = options.id(item);
    const children = options.children(item);
    const expanded = children === null ? null : options.isExpanded(id);
    rows.push({
      id,
      depth: stack.length - 1,
      expanded,
      position: top.index,
      siblings: top.items.length,
      loading: expanded === true && children === undefined,
      ...options.row(item),
    });
    if (expanded === true && children) stack.push({ items: children, index: 0 });
  }
  return rows;
}

/** The row that a key leads to, or `null` when the key is not one of moving. */
export function treeStep(rows: readonly TreeRow[], index: number, key: string, page: number): number | null {
  const last = rows.length - 1;
  const clamp = (value: number) => Math.max(0, Math.min(last, value));
  switch (key) {
    case "ArrowDown":
      return clamp(index + 1);
    case "ArrowUp":
      return clamp(index - 1);
    case "Home":
      return 0;
    case "End":
      return last;
    case "PageDown":
      return clamp(index + page);
    case "PageUp":
      return clamp(index - page);
    default:
      return null;
  }
}

/** The row above that holds this one; the row itself when it is a root. */
export function parentIndex(rows: readonly TreeRow[], index: number): number {
  const depth = rows[index]?.depth ?? 0;
  for (let at = index - 1; at >= 0; at -= 1) if ((rows[at]?.depth ?? 0) < depth) return at;
  return index;
}

/** The next row, cyclically, whose label starts with the typed letters. */
export function typeahead(rows: readonly TreeRow[], index: number, typed: string): number {
  const wanted = typed.toLocaleLowerCase();
  // A single letter moves on from the row it stands on; a longer word may still be that row.
  const from = typed.length === 1 ? index + 1 : index;
  for (let step = 0; step < rows.length; step += 1) {
    const at = (from + step) % rows.length;
    if (rows[at]?.label.toLocaleLowerCase().startsWith(wanted)) return at;
  }
  return index;
}
