/** The colour of a node: by what it is, the folder it lies in, or (for tags) its family. */
import { type Hue, hueOf } from "@claudeprojects/ui";

import type { GraphNode } from "../api/types";

export type Colouring = "kind" | "folder";

const KIND_HUES: Record<string, Hue> = {
  note: 6,
  canvas: 5,
  base: 5,
  tag: 4,
  attachment: 3,
  pdf: 2,
  image: 3,
};

/** What a node is coloured by: its kind, or its top folder. */
export function groupOf(node: Pick<GraphNode, "kind" | "folder">, by: Colouring): string {
  if (node.kind === "missing" || node.kind === "tag" || by === "kind") return node.kind;
  return node.folder?.split("/", 1)[0] ?? "";
}

/** The hue of a group; null is neutral. */
export function groupHue(group: string, by: Colouring): Hue | null {
  if (group === "missing" || group === "") return null;
  if (by === "kind" || group === "tag") return KIND_HUES[group] ?? 3;
  return hueOf(group);
}

/** As CSS. */
export function nodeColour(node: Pick<GraphNode, "kind" | "folder">, by: Colouring): string {
  const hue = groupHue(groupOf(node, by), by);
  return hue === null ? "var(--control-edge)" : `var(--tag-${hue})`;
}
