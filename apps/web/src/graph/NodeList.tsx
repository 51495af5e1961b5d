/** The graph as a list: every node with how many links it has, the best linked first. */
import { EmptyState, Icon, List } from "@claudeprojects/ui";
import type { LucideIcon } from "lucide-react";
import { Hash, Unlink } from "lucide-react";
import { useMemo } from "react";

import type { GraphNode } from "../api/types";
import { fileIcon } from "../frame/screens";
import { plural } from "../lib/format";
import type { Model } from "./model";

/** The sign a node has everywhere else, too. */
function nodeIcon({ kind, path }: GraphNode): LucideIcon {
  if (kind === "tag") return Hash;
  return kind === "missing" ? Unlink : fileIcon(kind === "attachment" ? null : kind, path ?? "");
}

export interface NodeListProps {
  model: Model;
  only: "all" | "orphans";
  notice?: string | undefined;
  onOpen: (node: GraphNode, aside: boolean) => void;
}

export function NodeList({ model, only, notice, onOpen }: NodeListProps) {
  const nodes = useMemo(() => {
    const kept =
      only === "orphans"
        ? model.nodes.filter((node) => node.degree === 0 && node.path !== null)
        : model.nodes;
    return [...kept].sort((a, b) => b.degree - a.degree || a.label.localeCompare(b.label));
  }, [model, only]);
  if (nodes.length === 0) return <EmptyState title="Every file is linked to another." />;
  return (
    <div className="mx-auto flex h-full max-w-200 flex-col py-2">
      {notice !== undefined && (
        <p className="mx-3 mb-2 rounded-control bg-warning-subtle px-3 py-1.5 text-3 text-warning-text">
          {notice}
        </p>
      )}
      <div className="min-h-0 flex-1">
        <List
          label={only === "orphans" ? "Files without links" : "Nodes of the graph"}
          items={nodes}
          keyOf={(node) => node.id}
          onOpen={(node, { aside }) => onOpen(node, aside)}
          renderItem={(node) => {
            const missing = node.kind === "missing";
            return (
              <div
                className="flex min-h-row-comfortable items-center gap-3 px-3 text-3"
                title={node.path ?? node.label}
              >
                <Icon of={nodeIcon(node)} className="text-muted" />
                <span dir="auto" className={`min-w-0 truncate ${missing ? "text-muted" : ""}`}>
                  {node.label}
                </span>
                <span className="min-w-0 flex-1 truncate text-2 text-muted">
                  {missing ? "not there yet" : node.folder}
                </span>
                <span data-numeric className="shrink-0 text-2 text-muted">
                  {node.degree === 0 ? "no links" : plural(node.degree, "link")}
                </span>
              </div>
            );
          }}
        />
      </div>
    </div>
  );
}
