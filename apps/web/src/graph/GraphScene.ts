/** The drawing itself: sigma over graphology, its layout in a worker, its colours from the design tokens. */
import { UndirectedGraph } from "graphology";
import Sigma from "sigma";
import type { EdgeDisplayData, NodeDisplayData } from "sigma/types";

import { drawHover, drawLabel, FONT } from "./drawing";
import type { FromLayout, ToLayout } from "./layoutMessages";
import { type Model, radiusOf, startPlaces } from "./model";
import { type Colouring, groupColour, groupOf, type Hues } from "./nodeColour";
import { colourReader } from "./palette";

interface NodeAttributes {
  x: number;
  y: number;
  size: number;
  label: string;
  color: string;
  css: string;
}

interface EdgeAttributes {
  color: string;
  size: number;
}

export interface SceneEvents {
  onOpen: (id: string, aside: boolean) => void;
  onSettled: (settled: boolean) => void;
}

/** Above this many nodes the edges wait until a movement is over. */
const MANY = 4000;

export class GraphScene {
  readonly #graph = new UndirectedGraph<NodeAttributes, EdgeAttributes>();
  readonly #sigma: Sigma<NodeAttributes, EdgeAttributes>;
  readonly #worker: Worker;
  readonly #host: HTMLElement;
  #events: SceneEvents;
  #colour: (css: string) => string;
  #hovered: string | null = null;
  #near = new Set<string>();
  #runs = 0;
  /** The edges of a large graph wait until its nodes have found their places. */
  #edgesWait = false;

  constructor(host: HTMLElement, events: SceneEvents) {
    this.#host = host;
    this.#events = events;
    this.#colour = colourReader(host);
    this.#worker = new Worker(new URL("./layout.worker.ts", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }: MessageEvent<FromLayout>) => this.#place(data);
    this.#sigma = new Sigma(this.#graph, host, {
      allowInvalidContainer: true,
      labelFont: FONT,
      labelSize: 12,
      labelDensity: 1,
      labelGridCellSize: 90,
      labelRenderedSizeThreshold: 5,
      minCameraRatio: 0.02,
      maxCameraRatio: 4,
      stagePadding: 40,
      zIndex: true,
      nodeReducer: (id, data) => this.#showNode(id, data),
      edgeReducer: (id, data) => this.#showEdge(id, data),
      defaultDrawNodeHover: drawHover((css) => this.#colour(css)),
      defaultDrawNodeLabel: drawLabel((css) => this.#colour(css)),
    });
    this.#sigma.on("enterNode", ({ node }) => this.hover(node));
    this.#sigma.on("leaveNode", () => this.hover(null));
    this.#sigma.on("clickNode", ({ node, event }) => {
      const { original } = event;
      this.#events.onOpen(node, original instanceof MouseEvent && (original.ctrlKey || original.metaKey));
    });
  }

  set events(events: SceneEvents) {
    this.#events = events;
  }

  /** Shows a model, and lets the layout find places; nodes already there keep theirs. */
  show(model: Model, by: Colouring, hues: Hues): void {
    const places = startPlaces(model.nodes);
    const before = new Map(this.#graph.mapNodes((id, { x, y }) => [id, { x, y }]));
    this.#hovered = null;
    this.#graph.clear();
    model.nodes.forEach((node, index) => {
      const place = before.get(node.id) ?? places[index] ?? { x: 0, y: 0 };
      const css = groupColour(groupOf(node, by), hues);
      this.#graph.addNode(node.id, {
        ...place,
        size: radiusOf(node.degree, model.nodes.length),
        label: node.label,
        css,
        color: this.#colour(css),
      });
    });
    const color = this.#colour("var(--line)");
    for (const [source, target] of model.edges) this.#graph.mergeEdge(source, target, { color, size: 0.6 });
    this.#sigma.setSetting("labelDensity", model.nodes.length > MANY ? 0.3 : 1);
    this.#sigma.setSetting("hideEdgesOnMove", model.nodes.length > MANY);
    this.#arrange(before.size === 0 ? 420 : 160);
  }

  /** Colours anew: the theme changed. */
  recolour(): void {
    this.#colour = colourReader(this.#host);
    this.#graph.updateEachNodeAttributes((_id, data) => ({ ...data, color: this.#colour(data.css) }), {
      attributes: ["color"],
    });
    const color = this.#colour("var(--line)");
    this.#graph.updateEachEdgeAttributes((_id, data) => ({ ...data, color }), { attributes: ["color"] });
    this.#sigma.refresh();
  }

  /** Marks a node and its neighbours; null marks none. */
  hover(id: string | null): void {
    this.#hovered = id !== null && this.#graph.hasNode(id) ? id : null;
    this.#near = new Set(this.#hovered === null ? [] : this.#graph.neighbors(this.#hovered));
    this.#host.style.cursor = this.#hovered === null ? "" : "pointer";
    this.#sigma.refresh({ skipIndexation: true });
  }

  /** Brings a node to the middle and marks it. */
  focus(id: string): void {
    const data = this.#sigma.getNodeDisplayData(id);
    if (!data) return;
    this.hover(id);
    void this.#sigma
      .getCamera()
      .animate({ x: data.x, y: data.y, ratio: 0.15 }, { duration: this.#motion(320) });
  }

  zoom(factor: number): void {
    const camera = this.#sigma.getCamera();
    void camera.animate(
      { ratio: camera.getBoundedRatio(camera.ratio * factor) },
      { duration: this.#motion(120) },
    );
  }

  showAll(): void {
    void this.#sigma.getCamera().animatedReset({ duration: this.#motion(200) });
  }

  stop(): void {
    this.#send({ type: "stop" });
    this.#rest();
  }

  destroy(): void {
    this.#worker.terminate();
    this.#sigma.kill();
  }

  #rest(): void {
    this.#edgesWait = false;
    this.#sigma.refresh();
    this.#events.onSettled(true);
  }

  #motion(duration: number): number {
    return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : duration;
  }

  #send(message: ToLayout): void {
    this.#worker.postMessage(message);
  }

  #arrange(iterations: number): void {
    const ids = this.#graph.nodes();
    const indices = new Map(ids.map((id, index) => [id, index]));
    const places = new Float32Array(ids.length * 2);
    const sizes = new Float32Array(ids.length);
    ids.forEach((id, index) => {
      const { x, y, size } = this.#graph.getNodeAttributes(id);
      places.set([x, y], 2 * index);
      sizes[index] = size;
    });
    const links = Uint32Array.from(
      this.#graph
        .mapEdges((_id, _data, source, target) => [indices.get(source) ?? 0, indices.get(target) ?? 0])
        .flat(),
    );
    this.#runs += 1;
    this.#edgesWait = ids.length > MANY;
    if (ids.length > 1) this.#send({ type: "start", id: this.#runs, places, sizes, links, iterations });
    this.#events.onSettled(ids.length <= 1);
  }

  #place({ id: run, places, done }: FromLayout): void {
    if (run !== this.#runs) return;
    let index = 0;
    this.#graph.updateEachNodeAttributes(
      (_id, data) => {
        data.x = places[index] ?? data.x;
        data.y = places[index + 1] ?? data.y;
        index += 2;
        return data;
      },
      { attributes: ["x", "y"] },
    );
    if (done) this.#rest();
  }

  #showNode(id: string, data: NodeAttributes): Partial<NodeDisplayData> {
    if (this.#hovered === null) return data;
    if (id === this.#hovered) return { ...data, highlighted: true, zIndex: 2 };
    if (this.#near.has(id)) return { ...data, forceLabel: this.#near.size < 40, zIndex: 1 };
    return { ...data, label: "", color: this.#colour("var(--fill-active)"), zIndex: 0 };
  }

  #showEdge(id: string, data: EdgeAttributes): Partial<EdgeDisplayData> {
    if (this.#edgesWait) return { ...data, hidden: true };
    if (this.#hovered === null) return data;
    if (this.#graph.hasExtremity(id, this.#hovered)) {
      return { ...data, color: this.#colour("var(--accent)"), size: 1.2, zIndex: 1 };
    }
    return { ...data, color: this.#colour("var(--fill)"), zIndex: 0 };
  }
}
