/** Places a small graph around one node, the same way every time. */
import { UndirectedGraph } from "graphology";
import forceAtlas2 from "graphology-layout-forceatlas2";

import type { Graph, GraphNode } from "../api/types";

export interface Placed extends GraphNode {
  x: number;
  y: number;
  /** The note the graph is about. */
  centre: boolean;
}

export interface LocalLayout {
  nodes: Placed[];
  edges: [Placed, Placed][];
}

/** More than this is a page of its own, not a picture beside a note. */
export const MOST_NODES = 120;

/** Keeps the centre and the nodes with most edges. */
function most(graph: Graph, path: string): GraphNode[] {
  const sorted = [...graph.nodes].sort(
    (a, b) => Number(b.path === path) - Number(a.path === path) || b.degree - a.degree,
  );
  return sorted.slice(0, MOST_NODES);
}

/** The graph laid into a box of `width` by `height`. */
export function layOut(graph: Graph, path: string, width: number, height: number, margin = 26): LocalLayout {
  const kept = most(graph, path);
  const net = new UndirectedGraph<{ x: number; y: number }>();
  kept.forEach((node, index) => {
    // A golden-angle spiral: deterministic, and no two nodes in one place.
    const angle = index * 2.399963;
    net.addNode(node.id, { x: Math.sqrt(index) * Math.cos(angle), y: Math.sqrt(index) * Math.sin(angle) });
  });
  for (const [source, target] of graph.edges) {
    if (source !== target && net.hasNode(source) && net.hasNode(target)) net.mergeEdge(source, target);
  }
  if (net.order > 2) {
    forceAtlas2.assign(net, {
      iterations: 180,
      settings: { ...forceAtlas2.inferSettings(net), gravity: 1.5, scalingRatio: 8 },
    });
  }
  const at = kept.map((node) => ({ node, ...net.getNodeAttributes(node.id) }));
  const [left, right] = range(at.map(({ x }) => x));
  const [top, bottom] = range(at.map(({ y }) => y));
  const nodes = at.map(({ node, x, y }): Placed => ({
    ...node,
    x: margin + ((x - left) / (right - left || 1)) * (width - 2 * margin),
    y: margin + ((y - top) / (bottom - top || 1)) * (height - 2 * margin),
    centre: node.path === path,
  }));
  const only = nodes[0];
  if (nodes.length === 1 && only) Object.assign(only, { x: width / 2, y: height / 2 });
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = net.mapEdges(
    (_edge, _attributes, source, target) => [byId.get(source), byId.get(target)] as const,
  );
  return {
    nodes,
    edges: edges.filter((pair): pair is [Placed, Placed] => pair[0] !== undefined && pair[1] !== undefined),
  };
}

function range(values: readonly number[]): [number, number] {
  return [Math.min(...values), Math.max(...values)];
}
