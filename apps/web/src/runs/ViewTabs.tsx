/** The two sides of a run: what it did, and what it changed. */
import { Badge } from "@claudeprojects/ui";
import { Link } from "react-router";

import type { Changeset } from "../api/agentTypes";
import { count } from "../lib/format";

export function ViewTabs({ view, changes }: { view: "work" | "changes"; changes: Changeset | undefined }) {
  const open = changes ? changes.counts.proposed + changes.counts.conflict : 0;
  const tabs = [
    { value: "work", to: "?", label: "Work" },
    { value: "changes", to: "?view=changes", label: "Changes" },
  ];
  return (
    <nav aria-label="Sides of this run" className="mt-4 flex gap-4 border-b border-hairline">
      {tabs.map(({ value, to, label }) => (
        <Link
          key={value}
          to={to}
          replace
          aria-current={view === value ? "page" : undefined}
          className="relative flex h-9 items-center gap-1.5 rounded-small text-3 text-muted hover:text-text coarse:h-11 aria-[current]:font-medium aria-[current]:text-text aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:-bottom-px aria-[current]:after:h-0.5 aria-[current]:after:rounded-full aria-[current]:after:bg-accent"
        >
          {label}
          {value === "changes" && open > 0 && <Badge tone="accent">{count(open)} to review</Badge>}
          {value === "changes" && changes && open === 0 && changes.files.length > 0 && (
            <span data-numeric className="font-normal text-muted">
              {count(changes.files.length)}
            </span>
          )}
        </Link>
      ))}
    </nav>
  );
}
