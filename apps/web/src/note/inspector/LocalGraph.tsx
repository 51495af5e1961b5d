/** The note's neighbourhood as a small drawing; every node is a link, its depth a slider. */
import { classes, Tooltip } from "@claudeprojects/ui";
import { useMemo, useState } from "react";
import { Link } from "react-router";

import { useGetNeighbourhoodQuery } from "../../api/graph";
import { layOut, MOST_NODES, type Placed } from "../../graph/localLayout";
import { groupColour, groupOf, KIND_HUES } from "../../graph/nodeColour";
import { count, plural } from "../../lib/format";
import { noteUrl, searchUrl } from "../../lib/paths";
import { Nothing, Section, useSectionOpen } from "./Section";

const TITLE = "Local graph";
const WIDTH = 280;
const HEIGHT = 230;
/** Nearer to a side than this, a name runs inwards. */
const EDGE = 52;
/** Fewer nodes than this are all named. */
const NAMED = 14;

function target(node: Placed): string | null {
  if (node.path !== null) return noteUrl(node.path);
  return node.kind === "tag" ? searchUrl(`tag:${node.label.replace(/^#/, "")}`) : null;
}

function Dot({ node, named }: { node: Placed; named: boolean }) {
  const radius = node.centre ? 6 : Math.min(5, 3 + Math.log2(1 + node.degree) / 3);
  const missing = node.kind === "missing";
  return (
    <g className="group/dot">
      <title>{node.label}</title>
      <circle cx={node.x} cy={node.y} r={12} fill="transparent" />
      <circle
        cx={node.x}
        cy={node.y}
        r={radius}
        fill={
          missing
            ? "var(--ground)"
            : node.centre
              ? "var(--accent)"
              : groupColour(groupOf(node, "kind"), KIND_HUES)
        }
        stroke={missing ? "var(--line-strong)" : "var(--ground)"}
        strokeWidth={1.5}
        strokeDasharray={missing ? "2 2" : undefined}
      />
      <text
        aria-hidden
        x={node.x < EDGE ? node.x - radius : node.x > WIDTH - EDGE ? node.x + radius : node.x}
        y={node.y + radius + 9}
        textAnchor={node.x < EDGE ? "start" : node.x > WIDTH - EDGE ? "end" : "middle"}
        fontSize={9}
        stroke="var(--ground-side)"
        strokeWidth={3}
        paintOrder="stroke"
        className={classes(
          "pointer-events-none fill-(--text-secondary)",
          node.centre && "font-semibold",
          !named && "opacity-0 group-hover/dot:opacity-100",
        )}
      >
        {node.label.length > 22 ? `${node.label.slice(0, 21)}…` : node.label}
      </text>
    </g>
  );
}

export function LocalGraph({ path }: { path: string }) {
  const open = useSectionOpen(TITLE);
  const [depth, setDepth] = useState(1);
  const { data, currentData } = useGetNeighbourhoodQuery({ path, depth, tags: false }, { skip: !open });
  const graph = currentData ?? data;
  const layout = useMemo(() => graph && layOut(graph, path, WIDTH, HEIGHT), [graph, path]);
  const alone = layout !== undefined && layout.nodes.length <= 1;
  return (
    <Section title={TITLE} count={layout && count(layout.nodes.length)}>
      {alone && <Nothing>It stands alone: no links in or out.</Nothing>}
      {layout && !alone && (
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          className="w-full px-2"
          role="group"
          aria-label="Notes around this one"
        >
          {layout.edges.map(([from, to]) => (
            <line
              key={`${from.id}\t${to.id}`}
              x1={from.x}
              y1={from.y}
              x2={to.x}
              y2={to.y}
              stroke="var(--line)"
            />
          ))}
          {layout.nodes.map((node) => {
            const to = target(node);
            const dot = <Dot node={node} named={layout.nodes.length <= NAMED || node.centre} />;
            return to === null || node.centre ? (
              <g key={node.id}>{dot}</g>
            ) : (
              <Tooltip key={node.id} label={node.label}>
                <Link to={to} className="outline-offset-0">
                  {dot}
                </Link>
              </Tooltip>
            );
          })}
        </svg>
      )}
      <label className="flex items-center gap-3 px-3 pl-7.5 text-2 text-muted">
        Depth
        <input
          type="range"
          min={1}
          max={3}
          value={depth}
          aria-valuetext={plural(depth, "step")}
          onChange={(event) => setDepth(Number(event.target.value))}
          className="h-6 flex-1 accent-(--accent)"
        />
        <span data-numeric>{depth}</span>
      </label>
      {graph && graph.nodes.length > MOST_NODES && (
        <Nothing>{`The ${MOST_NODES} best connected of ${plural(graph.nodes.length, "note")} are drawn.`}</Nothing>
      )}
    </Section>
  );
}
