/** The whole graph: drawn, or as lists that the keyboard and screen readers can walk. */
import { EmptyState, ErrorState, Segmented, Skeleton } from "@claudeprojects/ui";
import { Waypoints } from "lucide-react";
import { useCallback, useEffect, useMemo, useState } from "react";
import { useSearchParams } from "react-router";

import { useGetGraphQuery } from "../api/graph";
import { problemOf } from "../api/problem";
import type { GraphNode } from "../api/types";
import { useGo } from "../app/navigation";
import { plural } from "../lib/format";
import { noteUrl, searchUrl } from "../lib/paths";
import { BrokenList } from "./BrokenList";
import { FindNode } from "./FindNode";
import { GraphCanvas } from "./GraphCanvas";
import { GraphControls } from "./GraphControls";
import { ALL_FILTERS, filterGraph, type Filters } from "./model";
import { type Colouring, huesOf } from "./nodeColour";
import { NodeList } from "./NodeList";

type View = "drawing" | "list" | "broken" | "orphans";
const VIEWS: { value: View; label: string }[] = [
  { value: "drawing", label: "Graph" },
  { value: "list", label: "List" },
  { value: "broken", label: "Broken" },
  { value: "orphans", label: "Orphans" },
];

function canDraw(): boolean {
  return document.createElement("canvas").getContext("webgl2") !== null;
}

export function GraphPage() {
  const go = useGo();
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get("view");
  const view = VIEWS.find((other) => other.value === asked)?.value ?? "drawing";
  const [filters, setFilters] = useState<Filters>(ALL_FILTERS);
  const [by, setBy] = useState<Colouring>("folder");
  const [focus, setFocus] = useState<string | null>(null);
  const [drawable] = useState(canDraw);
  const { data, error, refetch } = useGetGraphQuery({ tags: filters.tags }, { skip: view === "broken" });
  const model = useMemo(() => data && filterGraph(data, filters), [data, filters]);
  const hues = useMemo(() => huesOf(data?.nodes ?? [], by), [data, by]);
  const byId = useMemo(() => new Map(model?.nodes.map((node) => [node.id, node])), [model]);

  useEffect(() => {
    document.title = "Graph · ClaudeProjects";
  }, []);

  const openNode = useCallback(
    (node: GraphNode | undefined, aside: boolean) => {
      if (node?.path) go(noteUrl(node.path), { aside });
      else if (node?.kind === "tag") go(searchUrl(`tag:${node.label.replace(/^#/, "")}`), { aside });
      else if (node) go(searchUrl(`"${node.label}"`), { aside });
    },
    [go],
  );
  const openId = useCallback((id: string, aside: boolean) => openNode(byId.get(id), aside), [byId, openNode]);

  return (
    <section aria-label="Graph" className="flex h-full flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-b border-hairline px-4 py-2">
        <h1 className="sr-only">Graph</h1>
        <Segmented
          label="View"
          value={view}
          options={VIEWS}
          onChange={(next) => setParameters(next === "drawing" ? {} : { view: next }, { replace: true })}
        />
        {view === "drawing" && model && <FindNode nodes={model.nodes} onFound={setFocus} />}
        {model && (view === "drawing" || view === "list") && (
          <p data-numeric className="ml-auto text-2 text-muted">
            {`${plural(model.nodes.length, "node")}, ${plural(model.edges.length, "link")}`}
          </p>
        )}
      </header>
      <div className="relative min-h-0 flex-1">
        {view === "broken" ? (
          <BrokenList />
        ) : error && !data ? (
          <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />
        ) : !model ? (
          <Skeleton lines={6} label="Reading the graph" />
        ) : model.nodes.length === 0 ? (
          <EmptyState
            icon={Waypoints}
            title="There is nothing to draw yet."
            hint="Write [[another note]] in a note, and the two are joined here."
          />
        ) : view === "drawing" && drawable ? (
          <>
            <GraphCanvas model={model} by={by} hues={hues} focus={focus} onOpen={openId} />
            <GraphControls
              nodes={model.nodes}
              hues={hues}
              filters={filters}
              by={by}
              onFilters={setFilters}
              onBy={setBy}
            />
          </>
        ) : (
          <NodeList
            model={model}
            only={view === "orphans" ? "orphans" : "all"}
            notice={
              view === "drawing" ? "This browser has no WebGL, so the graph is shown as a list." : undefined
            }
            onOpen={openNode}
          />
        )}
      </div>
    </section>
  );
}
