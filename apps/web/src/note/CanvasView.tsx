/** A canvas, read only: groups, cards and edges on a plane to pan and zoom, every card within the keyboard's reach. */
import { EmptyState, IconButton } from "@claudeprojects/ui";
import { Maximize, Minus, Plus, Waypoints } from "lucide-react";
import { useMemo } from "react";

import type { Note } from "../api/types";
import { plural } from "../lib/format";
import { titleOf } from "../lib/paths";
import { boundsOf, type CanvasEdge, type CanvasNode, curve, readCanvas } from "./canvas";
import { CanvasCard } from "./CanvasCard";
import { NoteHeader } from "./NoteHeader";
import { SourceView } from "./SourceView";
import { useZoom } from "./useZoom";

function Edge({ edge, from, to }: { edge: CanvasEdge; from: CanvasNode; to: CanvasNode }) {
  const { path, middle } = curve(edge, from, to);
  const stroke = edge.color ?? "var(--line-strong)";
  return (
    <g>
      <path
        d={path}
        fill="none"
        stroke={stroke}
        strokeWidth={2.5}
        markerEnd={edge.arrowEnd ? "url(#arrow)" : undefined}
        markerStart={edge.arrowStart ? "url(#arrow)" : undefined}
      />
      {edge.label !== "" && (
        <text
          x={middle.x}
          y={middle.y}
          textAnchor="middle"
          dominantBaseline="middle"
          className="fill-(--text-secondary) font-ui text-3"
          stroke="var(--ground-side)"
          strokeWidth={6}
          paintOrder="stroke"
        >
          {edge.label}
        </text>
      )}
    </g>
  );
}

export function CanvasView({ note, text }: { note: Note; text: string }) {
  const canvas = useMemo(() => readCanvas(text), [text]);
  const box = useMemo(() => boundsOf(canvas?.nodes ?? []), [canvas]);
  const { frame, view, handlers, zoom, reset } = useZoom(box);
  if (canvas === null) {
    return (
      <article className="flex h-full flex-col">
        <NoteHeader note={note} />
        <p role="alert" className="bg-warning-subtle px-4 py-2 text-3 text-warning-text">
          This canvas is not valid JSON, so only its source can be shown. The file is untouched.
        </p>
        <SourceView text={text} label={note.title} />
      </article>
    );
  }
  const byId = new Map(canvas.nodes.map((node) => [node.id, node]));
  const ordered = [
    ...canvas.nodes.filter((node) => node.type === "group"),
    ...canvas.nodes.filter((node) => node.type !== "group"),
  ];
  return (
    <article className="flex h-full flex-col" aria-label={titleOf(note.path)}>
      <NoteHeader note={note} />
      <div
        ref={frame}
        {...handlers}
        role="application"
        aria-label={`Canvas of ${plural(canvas.nodes.length, "card")} and ${plural(canvas.edges.length, "edge")}. Arrows move, plus and minus zoom, 0 shows all.`}
        tabIndex={0}
        className="canvas-plane relative min-h-0 flex-1 cursor-grab touch-none overflow-hidden border-t border-hairline bg-side active:cursor-grabbing"
      >
        {canvas.nodes.length === 0 && <EmptyState icon={Waypoints} title="This canvas is empty." />}
        {view && (
          <div
            className="absolute top-0 left-0 origin-top-left"
            style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
          >
            {ordered
              .filter((node) => node.type === "group")
              .map((node) => (
                <CanvasCard key={node.id} node={node} note={note} />
              ))}
            <svg className="pointer-events-none absolute overflow-visible" width={1} height={1} aria-hidden>
              <defs>
                <marker
                  id="arrow"
                  viewBox="0 0 8 8"
                  refX={7}
                  refY={4}
                  markerWidth={6}
                  markerHeight={6}
                  orient="auto-start-reverse"
                >
                  <path d="M0 0 8 4 0 8z" fill="context-stroke" />
                </marker>
              </defs>
              {canvas.edges.map((edge, index) => {
                const [from, to] = [byId.get(edge.from), byId.get(edge.to)];
                return from && to && <Edge key={edge.id || index} edge={edge} from={from} to={to} />;
              })}
            </svg>
            {ordered
              .filter((node) => node.type !== "group")
              .map((node) => (
                <CanvasCard key={node.id} node={node} note={note} />
              ))}
          </div>
        )}
        <div className="absolute right-3 bottom-3 flex flex-col rounded-control border border-hairline bg-raised p-0.5">
          <IconButton icon={Plus} label="Larger" keys="+" side="left" onClick={() => zoom(1.25)} />
          <IconButton icon={Minus} label="Smaller" keys="-" side="left" onClick={() => zoom(0.8)} />
          <IconButton icon={Maximize} label="Show all" keys="0" side="left" onClick={reset} />
        </div>
      </div>
    </article>
  );
}
