import { describe, expect, it } from "vitest";

import type { Graph, GraphNode } from "../src/api/types";
import { findNode } from "../src/graph/FindNode";
import { layOut } from "../src/graph/localLayout";
import { ALL_FILTERS, filterGraph, startPlaces } from "../src/graph/model";
import { groupsOf, huesOf } from "../src/graph/nodeColour";

const node = (id: string, more: Partial<GraphNode> = {}): GraphNode => ({
  id,
  label: id,
  kind: "note",
  path: `${id}.md`,
  degree: 1,
  folder: "",
  ...more,
});

const graph: Graph = {
  nodes: [
    node("a", { degree: 3, folder: "Work/x" }),
    node("b", { folder: "Work" }),
    node("alone", { degree: 0 }),
    node("#tag", { kind: "tag", path: null }),
    node("gone", { kind: "missing", path: null, folder: null }),
    node("pic", { kind: "attachment" }),
  ],
  edges: [
    ["a", "b"],
    ["b", "a"],
    ["a", "a"],
    ["a", "#tag"],
    ["a", "gone"],
    ["b", "pic"],
  ],
};

const ids = (model: { nodes: GraphNode[] }) => model.nodes.map((one) => one.id);

describe("filtering the graph", () => {
  it("draws an edge between two nodes once, and none from a node to itself", () => {
    expect(filterGraph(graph, ALL_FILTERS).edges).toEqual([
      ["a", "b"],
      ["a", "gone"],
      ["b", "pic"],
    ]);
  });

  it("leaves out what is switched off with the edges to it", () => {
    const model = filterGraph(graph, { tags: false, attachments: false, orphans: true, missing: false });
    expect(ids(model)).toEqual(["a", "b", "alone"]);
    expect(model.edges).toEqual([["a", "b"]]);
  });

  it("counts as orphans what the filters leave without an edge", () => {
    expect(ids(filterGraph(graph, { ...ALL_FILTERS, orphans: false }))).toEqual(["a", "b", "gone", "pic"]);
  });

  it("groups by the top folder, missing notes apart", () => {
    expect(groupsOf(graph.nodes, "folder")).toContainEqual(["Work", 2]);
    expect(groupsOf(graph.nodes, "folder")).toContainEqual(["missing", 1]);
  });
});

it("the eight largest folders have hues of their own, the rest none", () => {
  const nodes = Array.from({ length: 12 }, (_, folder) =>
    Array.from({ length: 12 - folder }, (_none, index) => node(`${folder}/${index}`, { folder: `f${folder}` })),
  ).flat();
  const hues = huesOf(nodes, "folder");
  expect(new Set(hues.values()).size).toBe(8);
  expect([hues.has("f0"), hues.has("f8")]).toEqual([true, false]);
});

describe("finding a node", () => {
  it("prefers the whole name, then its beginning, then the best linked", () => {
    expect(findNode(graph.nodes, "A")?.id).toBe("a");
    expect(findNode(graph.nodes, "al")?.id).toBe("alone");
    expect(findNode(graph.nodes, "zzz")).toBeNull();
  });
});

describe("places", () => {
  it("start apart and are the same every time", () => {
    const nodes = Array.from({ length: 500 }, (_, index) => node(`n${index}`, { folder: `f${index % 7}` }));
    const places = startPlaces(nodes);
    expect(new Set(places.map(({ x, y }) => `${x},${y}`)).size).toBe(500);
    expect(startPlaces(nodes)).toEqual(places);
  });

  it("of the local graph lie within its box", () => {
    const { nodes, edges } = layOut(graph, "a.md", 280, 230);
    expect(nodes.every(({ x, y }) => x >= 0 && x <= 280 && y >= 0 && y <= 230)).toBe(true);
    expect(nodes.filter((one) => one.centre).map((one) => one.id)).toEqual(["a"]);
    expect(edges).toHaveLength(4);
  });
});
