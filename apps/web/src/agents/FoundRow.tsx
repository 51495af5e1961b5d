/** One definition file: what came of it, where it stands, and what is wrong with it. */
import { Badge, Icon } from "@claudeprojects/ui";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import type { FoundFile } from "../api/agentTypes";
import { originWords } from "./origins";
import { Problems } from "./Problems";

export interface FoundRowProps {
  found: FoundFile;
  icon: LucideIcon;
  name: string | null;
  description: ReactNode;
  /** Where all of it is shown. */
  to?: string | undefined;
  /** Not needed where the place says it. */
  origin?: boolean;
}

export function FoundRow({ found, icon, name, description, to, origin = true }: FoundRowProps) {
  const title = name ?? found.path;
  return (
    <li className="flex gap-3 border-b border-hairline py-2.5 last:border-b-0">
      <Icon of={icon} className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-3 font-medium">
          {to === undefined ? (
            <span className="wrap-anywhere">{title}</span>
          ) : (
            <Link to={to} className="rounded-small wrap-anywhere hover:underline">
              {title}
            </Link>
          )}
          {!found.used && <Badge tone="warning">not used</Badge>}
          {origin && <Badge>{originWords(found.origin, found.plugin)}</Badge>}
        </p>
        {description !== null && description !== "" && (
          <p className="mt-0.5 line-clamp-3 text-3 text-pretty break-words text-secondary">{description}</p>
        )}
        {(!found.used || found.problems.length > 0) && (
          <p className="mt-0.5 text-2 text-muted">
            {name !== null && <span className="font-code wrap-anywhere">{found.path}</span>}
            {!found.used && (name === null ? found.why : `: ${found.why}`)}
          </p>
        )}
        <Problems problems={found.problems} />
      </div>
    </li>
  );
}
