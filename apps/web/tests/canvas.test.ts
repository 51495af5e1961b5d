import { describe, expect, it } from "vitest";

import { boundsOf, readCanvas } from "../src/note/canvas";
import { fit, zoomAt } from "../src/note/useZoom";

const card = { id: "a", type: "text", x: 0, y: 0, width: 100, height: 50, text: "hello" };

describe("reading a canvas", () => {
  it("takes an empty file as an empty canvas", () => {
    expect(readCanvas("")).toEqual({ nodes: [], edges: [] });
  });

  it("says null for what is not JSON", () => {
    expect(readCanvas("{")).toBeNull();
  });

  it("leaves out broken nodes and edges that lead nowhere, and keeps the rest", () => {
    const canvas = readCanvas(
      JSON.stringify({
        nodes: [card, { id: 5 }, { ...card, id: "b", width: "wide" }, null],
        edges: [{ id: "e", fromNode: "a", toNode: "b" }, "edge"],
      }),
    );
    expect(canvas?.nodes.map((node) => node.id)).toEqual(["a"]);
    expect(canvas?.edges).toEqual([]);
  });

  it("lets no colour through that is not a preset or hex", () => {
    const colours = ["1", "#ff0000", "url(http://x)", 3].map(
      (color) => readCanvas(JSON.stringify({ nodes: [{ ...card, color }] }))?.nodes[0]?.color,
    );
    expect(colours).toEqual(["var(--tag-1)", "#ff0000", null, null]);
  });

  it("draws an arrow at the end unless the edge says none", () => {
    const edge = { id: "e", fromNode: "a", toNode: "a" };
    const canvas = readCanvas(JSON.stringify({ nodes: [card], edges: [edge, { ...edge, toEnd: "none" }] }));
    expect(canvas?.edges.map((one) => one.arrowEnd)).toEqual([true, false]);
  });
});

describe("the view of a canvas", () => {
  it("holds all of it, never enlarged", () => {
    const box = boundsOf(readCanvas(JSON.stringify({ nodes: [card] }))?.nodes ?? [], 0);
    expect(fit(box, 1000, 1000)).toEqual({ scale: 1, x: 450, y: 475 });
    expect(fit({ x: 0, y: 0, width: 2000, height: 100 }, 1000, 1000).scale).toBe(0.5);
  });

  it("keeps the point under the pointer while zooming", () => {
    const before = { x: 10, y: 20, scale: 1 };
    const after = zoomAt(before, 2, 110, 220);
    expect([(110 - after.x) / after.scale, (220 - after.y) / after.scale]).toEqual([100, 200]);
  });
});
