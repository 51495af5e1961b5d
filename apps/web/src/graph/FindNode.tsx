/** Finds a node by name and brings it to the middle. */
import { SearchInput } from "@claudeprojects/ui";
import { useRef, useState } from "react";

import type { GraphNode } from "../api/types";
import { useCommands } from "../commands/registry";

/** The node whose name fits best: the same, else one that begins so, else one that holds it; the best linked first. */
export function findNode(nodes: readonly GraphNode[], text: string): GraphNode | null {
  const wanted = text.trim().toLowerCase();
  if (wanted === "") return null;
  const rank = ({ label }: GraphNode) => {
    const name = label.toLowerCase();
    return name === wanted ? 0 : name.startsWith(wanted) ? 1 : name.includes(wanted) ? 2 : 3;
  };
  let best: GraphNode | null = null;
  let bestRank = 3;
  for (const node of nodes) {
    const own = rank(node);
    if (own < bestRank || (own === bestRank && own < 3 && node.degree > (best?.degree ?? -1))) {
      best = node;
      bestRank = own;
    }
  }
  return best;
}

export function FindNode({
  nodes,
  onFound,
}: {
  nodes: readonly GraphNode[];
  onFound: (id: string | null) => void;
}) {
  const [text, setText] = useState("");
  const field = useRef<HTMLDivElement>(null);
  const found = findNode(nodes, text);
  const find = (value: string) => {
    setText(value);
    onFound(findNode(nodes, value)?.id ?? null);
  };
  useCommands([
    {
      id: "graph.find",
      title: "Find in the graph",
      group: "This screen",
      keys: "/",
      run: () => field.current?.querySelector("input")?.focus(),
    },
  ]);
  return (
    <div ref={field} className="flex min-w-40 flex-1 items-center gap-3 narrow:max-w-90">
      <SearchInput quiet label="Find in the graph" keys="/" value={text} onChange={find} className="flex-1" />
      <span role="status" className="sr-only">
        {text.trim() === "" ? "" : found ? `${found.label} is in the middle` : "Not in the graph"}
      </span>
      {text.trim() !== "" && !found && <span className="text-2 text-muted">Not in the graph</span>}
    </div>
  );
}
