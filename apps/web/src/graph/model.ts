/** From the engine's graph to what is drawn: filtered, and given a place to start from. */
import type { Graph, GraphNode } from "../api/types";

export interface Filters {
  tags: boolean;
  attachments: boolean;
  orphans: boolean;
  missing: boolean;
}

export const ALL_FILTERS: Filters = { tags: false, attachments: true, orphans: true, missing: true };

export interface Model {
  nodes: GraphNode[];
  edges: [source: string, target: string][];
}

const NOTES = new Set(["note", "canvas", "base"]);

function shows(node: GraphNode, filters: Filters): boolean {
  if (node.kind === "tag") return filters.tags;
  if (node.kind === "missing") return filters.missing;
  return NOTES.has(node.kind) || filters.attachments;
}

/** The nodes that pass the filters and the edges between them, each once; orphans are those left without an edge. */
export function filterGraph({ nodes, edges }: Graph, filters: Filters): Model {
  const kept = new Set(nodes.filter((node) => shows(node, filters)).map((node) => node.id));
  const seen = new Set<string>();
  const linked = new Set<string>();
  const drawn = edges.filter(([source, target]) => {
    if (source === target || !kept.has(source) || !kept.has(target)) return false;
    const key = source < target ? `${source}\n${target}` : `${target}\n${source}`;
    if (seen.has(key)) return false;
    seen.add(key);
    linked.add(source).add(target);
    return true;
  });
  return {
    nodes: nodes.filter((node) => kept.has(node.id) && (filters.orphans || linked.has(node.id))),
    edges: drawn,
  };
}

/** Radius by degree: a hub is seen, but does not cover its neighbours; the more nodes, the smaller all of them. */
export function radiusOf(degree: number, nodes: number): number {
  return Math.min(14, 2.5 + Math.sqrt(degree) * 0.9) * Math.max(0.45, Math.min(1, 40 / Math.sqrt(nodes)));
}

/**
 * Where each node starts: on one spiral, folder by folder, so that what lies together begins together and the layout
 * needs fewer steps. The same graph always starts the same way.
 */
export function startPlaces(nodes: readonly GraphNode[]): { x: number; y: number }[] {
  const order = nodes.map((_, index) => index);
  const folder = (index: number) => nodes[index]?.folder ?? "";
  order.sort((a, b) => folder(a).localeCompare(folder(b)) || a - b);
  const places = new Array<{ x: number; y: number }>(nodes.length);
  order.forEach((index, rank) => {
    const angle = (rank / nodes.length) * 2 * Math.PI;
    const radius = 10 * Math.sqrt(nodes.length) * (0.35 + 0.65 * (((rank * 7919) % 1000) / 1000));
    places[index] = { x: radius * Math.cos(angle), y: radius * Math.sin(angle) };
  });
  return places;
}
