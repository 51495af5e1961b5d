/**
 * The layout, off the page's thread: ForceAtlas2 in small steps, telling positions a few times a second.
 * A file of its own, so that the page's Content-Security-Policy needs no script from a blob.
 */
import iterate from "graphology-layout-forceatlas2/iterate";

import type { FromLayout, ToLayout } from "./layoutMessages";

const PER_NODE = 10;
const PER_EDGE = 3;
const [X, Y, MASS, CONVERGENCE, SIZE] = [0, 1, 6, 7, 8] as const;
/** Milliseconds of work between two looks at the clock and the inbox. */
const SLICE = 60;
/** Milliseconds between two answers: taking one in costs the page time that grows with the graph. */
const tellEvery = (nodes: number) => Math.max(140, nodes / 10);

interface Run {
  id: number;
  nodes: Float32Array;
  edges: Float32Array;
  left: number;
  settings: Parameters<typeof iterate>[0];
}

let run: Run | null = null;

function tell(message: FromLayout, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

function positions(nodes: Float32Array): Float32Array<ArrayBuffer> {
  const count = nodes.length / PER_NODE;
  const places = new Float32Array(count * 2);
  for (let node = 0; node < count; node += 1) {
    places[2 * node] = nodes[node * PER_NODE + X] ?? 0;
    places[2 * node + 1] = nodes[node * PER_NODE + Y] ?? 0;
  }
  return places;
}

function begin({ id, places, sizes, links, iterations }: Extract<ToLayout, { type: "start" }>): Run {
  const nodes = new Float32Array(sizes.length * PER_NODE);
  const edges = new Float32Array((links.length / 2) * PER_EDGE);
  for (let node = 0; node < sizes.length; node += 1) {
    const at = node * PER_NODE;
    nodes[at + X] = places[2 * node] ?? 0;
    nodes[at + Y] = places[2 * node + 1] ?? 0;
    nodes[at + MASS] = 1;
    nodes[at + CONVERGENCE] = 1;
    nodes[at + SIZE] = sizes[node] ?? 1;
  }
  for (let link = 0; link < links.length / 2; link += 1) {
    const [source, target] = [(links[2 * link] ?? 0) * PER_NODE, (links[2 * link + 1] ?? 0) * PER_NODE];
    edges.set([source, target, 1], link * PER_EDGE);
    nodes[source + MASS] = (nodes[source + MASS] ?? 0) + 1;
    nodes[target + MASS] = (nodes[target + MASS] ?? 0) + 1;
  }
  const settings = {
    linLogMode: false,
    outboundAttractionDistribution: false,
    adjustSizes: false,
    edgeWeightInfluence: 0,
    scalingRatio: 10,
    strongGravityMode: true,
    gravity: 0.15,
    slowDown: 1 + Math.log(sizes.length || 1),
    barnesHutOptimize: sizes.length > 1000,
    barnesHutTheta: 0.8,
  };
  return { id, nodes, edges, left: iterations, settings };
}

function work(current: Run): void {
  const started = performance.now();
  let told = started;
  const step = () => {
    if (run !== current) return;
    const until = performance.now() + SLICE;
    do {
      iterate(current.settings, current.nodes, current.edges);
      current.left -= 1;
    } while (current.left > 0 && performance.now() < until);
    const done = current.left <= 0;
    if (done || performance.now() - told > tellEvery(current.nodes.length / PER_NODE)) {
      told = performance.now();
      const places = positions(current.nodes);
      tell({ type: "places", id: current.id, places, done }, [places.buffer]);
    }
    if (!done) setTimeout(step, 0);
  };
  step();
}

self.onmessage = ({ data }: MessageEvent<ToLayout>) => {
  run = data.type === "start" ? begin(data) : null;
  if (run) work(run);
};
