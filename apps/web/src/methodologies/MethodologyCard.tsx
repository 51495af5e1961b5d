/** One methodology of the library: what it is, for whom, and its phases. */
import { Badge, Button } from "@claudeprojects/ui";
import { Link } from "react-router";

import type { MethodologySummary } from "../api/methodologies";
import { PhaseTrail } from "./PhaseTrail";
import { methodologyUrl } from "./urls";

export interface MethodologyCardProps {
  methodology: MethodologySummary;
  onStart: () => void;
}

export function MethodologyCard({ methodology, onStart }: MethodologyCardProps) {
  const { name, title, summary, when, phases, origin, problems } = methodology;
  return (
    <li className="flex min-w-0 flex-col gap-2.5 rounded-card border border-hairline p-4">
      <div>
        <h3 className="flex flex-wrap items-center gap-2 text-4 font-semibold wrap-anywhere">
          <Link to={methodologyUrl(name)} className="rounded-small hover:underline">
            {title}
          </Link>
          {problems.length > 0 && <Badge tone="warning">look</Badge>}
        </h3>
        <p className="mt-1 text-3 text-pretty text-text">{summary}</p>
      </div>
      {when !== "" && <p className="flex-1 text-2 text-pretty text-muted">{when}</p>}
      <PhaseTrail phases={phases} />
      <footer className="mt-1 flex items-center gap-2">
        <Button size="small" aria-label={`Start a project by ${title}`} onClick={onStart}>
          Start a project
        </Button>
        {origin === "vault" && <span className="truncate text-2 text-muted">{methodology.path}</span>}
      </footer>
    </li>
  );
}
