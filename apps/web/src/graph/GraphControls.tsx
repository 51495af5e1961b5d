/** What the drawing shows and how it is coloured, with the legend. */
import { Checkbox, IconButton, Segmented } from "@claudeprojects/ui";
import { SlidersHorizontal } from "lucide-react";
import { useState } from "react";

import type { GraphNode } from "../api/types";
import { count } from "../lib/format";
import { useWidth } from "../lib/useMedia";
import type { Filters } from "./model";
import { type Colouring, groupColour, groupsOf, type Hues } from "./nodeColour";

export interface GraphControlsProps {
  nodes: readonly GraphNode[];
  filters: Filters;
  by: Colouring;
  hues: Hues;
  onFilters: (filters: Filters) => void;
  onBy: (by: Colouring) => void;
}

const SHOWN = 9;
const NAMES: Record<string, string> = {
  note: "Notes",
  canvas: "Canvases",
  base: "Bases",
  tag: "Tags",
  attachment: "Attachments",
  missing: "Not there yet",
  "": "The root",
};

function Legend({ nodes, by, hues }: Pick<GraphControlsProps, "nodes" | "by" | "hues">) {
  const groups = groupsOf(nodes, by);
  return (
    <ul className="mt-3 border-t border-hairline pt-2.5">
      {groups.slice(0, SHOWN).map(([group, size]) => {
        return (
          <li key={group} className="flex h-6 items-center gap-2 text-2">
            <span
              aria-hidden
              className="size-2 shrink-0 rounded-full"
              style={{ background: groupColour(group, hues) }}
            />
            <span className="min-w-0 flex-1 truncate text-secondary">{NAMES[group] ?? group}</span>
            <span data-numeric className="text-muted">
              {count(size)}
            </span>
          </li>
        );
      })}
      {groups.length > SHOWN && (
        <li className="text-2 text-muted">{`and ${count(groups.length - SHOWN)} more`}</li>
      )}
    </ul>
  );
}

export function GraphControls({ nodes, filters, by, hues, onFilters, onBy }: GraphControlsProps) {
  // On smaller screens they would cover what they steer.
  const wide = useWidth() === "wide";
  const [open, setOpen] = useState(wide);
  const filter = (key: keyof Filters, label: string) => (
    <Checkbox
      label={label}
      checked={filters[key]}
      onChange={(checked) => onFilters({ ...filters, [key]: checked })}
    />
  );
  return (
    <div className="absolute top-3 right-3 rounded-card border border-hairline bg-raised">
      <div className="flex items-center justify-end p-1">
        {open && <h2 className="flex-1 pl-2 text-2 font-semibold">Show</h2>}
        <IconButton
          icon={SlidersHorizontal}
          label={open ? "Hide the controls" : "Show the controls"}
          side="left"
          pressed={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      {open && (
        <div className="w-54 px-3 pb-3">
          <div className="grid grid-cols-2 gap-x-3 gap-y-2">
            {filter("tags", "Tags")}
            {filter("attachments", "Files")}
            {filter("orphans", "Orphans")}
            {filter("missing", "Missing")}
          </div>
          <Segmented<Colouring>
            label="Colour by"
            value={by}
            className="mt-3"
            options={[
              { value: "folder", label: "By folder" },
              { value: "kind", label: "By kind" },
            ]}
            onChange={onBy}
          />
          <Legend nodes={nodes} by={by} hues={hues} />
        </div>
      )}
    </div>
  );
}
