/** Reads a JSON Canvas 1.0 file into what can be drawn. Unknown keys are passed over, broken entries left out. */
import { isRecord } from "../lib/storage";

export interface CanvasNode {
  id: string;
  type: "text" | "file" | "link" | "group";
  x: number;
  y: number;
  width: number;
  height: number;
  /** A preset from 1 to 6 or a hex colour, as CSS. */
  color: string | null;
  /** The text, path, address or label. */
  content: string;
  subpath: string;
}

export interface CanvasEdge {
  id: string;
  from: string;
  to: string;
  fromSide: Side | null;
  toSide: Side | null;
  arrowStart: boolean;
  arrowEnd: boolean;
  label: string;
  color: string | null;
}

export type Side = "top" | "right" | "bottom" | "left";

export interface Canvas {
  nodes: CanvasNode[];
  edges: CanvasEdge[];
}

const PRESETS: Record<string, string> = {
  "1": "var(--tag-1)",
  "2": "var(--tag-2)",
  "3": "var(--tag-3)",
  "4": "var(--tag-4)",
  "5": "var(--tag-5)",
  "6": "var(--tag-7)",
};

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function colour(value: unknown): string | null {
  if (typeof value !== "string") return null;
  return PRESETS[value] ?? (/^#[0-9a-f]{3,8}$/i.test(value) ? value : null);
}

function side(value: unknown): Side | null {
  return value === "top" || value === "right" || value === "bottom" || value === "left" ? value : null;
}

function readNode(value: unknown): CanvasNode[] {
  if (!isRecord(value) || typeof value.id !== "string") return [];
  const { id, type, x, y, width, height } = value;
  if (type !== "text" && type !== "file" && type !== "link" && type !== "group") return [];
  if (![x, y, width, height].every((number) => typeof number === "number" && Number.isFinite(number)))
    return [];
  const content = { text: value.text, file: value.file, link: value.url, group: value.label }[type];
  const box = { x: x as number, y: y as number, width: width as number, height: height as number };
  return [
    { id, type, ...box, color: colour(value.color), content: text(content), subpath: text(value.subpath) },
  ];
}

function readEdge(value: unknown, known: ReadonlySet<string>): CanvasEdge[] {
  if (!isRecord(value)) return [];
  const [from, to] = [text(value.fromNode), text(value.toNode)];
  if (!known.has(from) || !known.has(to)) return [];
  return [
    {
      id: text(value.id),
      from,
      to,
      fromSide: side(value.fromSide),
      toSide: side(value.toSide),
      arrowStart: value.fromEnd === "arrow",
      arrowEnd: value.toEnd !== "none",
      label: text(value.label),
      color: colour(value.color),
    },
  ];
}

/** The canvas in a file's text; null when it is not JSON. An empty file is an empty canvas. */
export function readCanvas(source: string): Canvas | null {
  if (source.trim() === "") return { nodes: [], edges: [] };
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    return null;
  }
  if (!isRecord(value)) return null;
  const nodes = (Array.isArray(value.nodes) ? value.nodes : []).flatMap(readNode);
  const known = new Set(nodes.map((node) => node.id));
  const edges = (Array.isArray(value.edges) ? value.edges : []).flatMap((edge) => readEdge(edge, known));
  return { nodes, edges };
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** The smallest box around all nodes, with a margin. */
export function boundsOf(nodes: readonly CanvasNode[], margin = 40): Box {
  if (nodes.length === 0) return { x: 0, y: 0, width: 1, height: 1 };
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, width, height } of nodes) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + width);
    bottom = Math.max(bottom, y + height);
  }
  return {
    x: left - margin,
    y: top - margin,
    width: right - left + 2 * margin,
    height: bottom - top + 2 * margin,
  };
}

interface Point {
  x: number;
  y: number;
}

function anchor({ x, y, width, height }: CanvasNode, at: Side): Point {
  if (at === "top") return { x: x + width / 2, y };
  if (at === "bottom") return { x: x + width / 2, y: y + height };
  if (at === "left") return { x, y: y + height / 2 };
  return { x: x + width, y: y + height / 2 };
}

/** The sides that face each other, for an edge that names none. */
function facing(from: CanvasNode, to: CanvasNode): [Side, Side] {
  const dx = to.x + to.width / 2 - (from.x + from.width / 2);
  const dy = to.y + to.height / 2 - (from.y + from.height / 2);
  if (Math.abs(dx) > Math.abs(dy)) return dx > 0 ? ["right", "left"] : ["left", "right"];
  return dy > 0 ? ["bottom", "top"] : ["top", "bottom"];
}

const OUT: Record<Side, Point> = {
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
};

/** The curve of an edge as an SVG path, and the point in its middle for the label. */
export function curve(edge: CanvasEdge, from: CanvasNode, to: CanvasNode): { path: string; middle: Point } {
  const [first, second] = facing(from, to);
  const [startSide, endSide] = [edge.fromSide ?? first, edge.toSide ?? second];
  const [a, d] = [anchor(from, startSide), anchor(to, endSide)];
  const reach = Math.max(40, Math.hypot(d.x - a.x, d.y - a.y) / 3);
  const b = { x: a.x + OUT[startSide].x * reach, y: a.y + OUT[startSide].y * reach };
  const c = { x: d.x + OUT[endSide].x * reach, y: d.y + OUT[endSide].y * reach };
  return {
    path: `M${a.x} ${a.y}C${b.x} ${b.y} ${c.x} ${c.y} ${d.x} ${d.y}`,
    middle: { x: (a.x + 3 * b.x + 3 * c.x + d.x) / 8, y: (a.y + 3 * b.y + 3 * c.y + d.y) / 8 },
  };
}
