/** The colour of a node: by what it is, or by the folder it lies in. */
import type { Hue } from "@claudeprojects/ui";

import type { GraphNode } from "../api/types";

export type Colouring = "kind" | "folder";

/** The hue of each group; a group that has none is neutral. */
export type Hues = ReadonlyMap<string, Hue>;

type Described = Pick<GraphNode, "kind" | "folder">;

export const KIND_HUES: Hues = new Map<string, Hue>([
  ["note", 6],
  ["canvas", 5],
  ["base", 7],
  ["tag", 4],
  ["attachment", 3],
]);

const HUES: readonly Hue[] = [6, 4, 2, 8, 5, 7, 3, 1];

/** What a node is coloured by: its kind, or its top folder; tags and missing notes lie in none. */
export function groupOf(node: Described, by: Colouring): string {
  if (node.kind === "missing" || node.kind === "tag" || by === "kind") return node.kind;
  return node.folder?.split("/", 1)[0] ?? "";
}

/** How many nodes there are of each group, the largest first. */
export function groupsOf(nodes: readonly Described[], by: Colouring): [group: string, size: number][] {
  const sizes = new Map<string, number>();
  for (const node of nodes) {
    const group = groupOf(node, by);
    sizes.set(group, (sizes.get(group) ?? 0) + 1);
  }
  return [...sizes].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]));
}

/** A hue of its own for each of the eight largest folders of a whole graph; eight are told apart, more are not. */
export function huesOf(nodes: readonly Described[], by: Colouring): Hues {
  if (by === "kind") return KIND_HUES;
  const folders = groupsOf(nodes, "folder")
    .map(([group]) => group)
    .filter((group) => group !== "" && group !== "missing" && group !== "tag")
    .slice(0, HUES.length);
  return new Map(folders.map((folder, index) => [folder, HUES[index] ?? 1]));
}

/** The colour of a group as CSS. */
export function groupColour(group: string, hues: Hues): string {
  const hue = hues.get(group);
  return hue === undefined ? "var(--control-edge)" : `var(--tag-${hue})`;
}
