/** One agent of the library, ready to be started. */
import { Badge, Button, Icon } from "@claudeprojects/ui";
import { Bot, Play } from "lucide-react";

import type { AgentSummary } from "../api/agentTypes";
import { useGo } from "../app/navigation";
import { agentUrl, newRunUrl } from "../lib/paths";
import { modeWords } from "../runs/words";
import { originWords } from "./origins";

export function AgentCard({ agent }: { agent: AgentSummary }) {
  const go = useGo();
  const name = agent.name ?? "";
  const to = agentUrl(name);
  return (
    <li className="flex flex-col rounded-card border border-hairline p-4">
      <div className="flex items-start gap-2.5">
        <Icon of={Bot} size={18} className="mt-px text-accent-text" />
        <h2 className="min-w-0 flex-1 text-3 font-semibold wrap-anywhere">
          <a
            href={to}
            className="rounded-small hover:underline"
            onClick={(event) => {
              event.preventDefault();
              go(to);
            }}
          >
            {name}
          </a>
        </h2>
        {agent.origin !== "builtin" && <Badge>{originWords(agent.origin, agent.plugin)}</Badge>}
        {agent.problems.some(({ level }) => level !== "note") && <Badge tone="warning">look</Badge>}
      </div>
      <p className="mt-1.5 line-clamp-4 flex-1 text-3 text-pretty break-words text-secondary">
        {agent.description}
      </p>
      <footer className="mt-3 flex items-center gap-2 text-2 text-muted">
        <span className="min-w-0 flex-1 truncate">
          {modeWords(agent.mode)}
          {agent.model !== null && ` · ${agent.model}`}
        </span>
        <Button
          size="small"
          icon={Play}
          aria-label={`Start ${name}`}
          onClick={() => go(newRunUrl({ agent: name }))}
        >
          Start
        </Button>
      </footer>
    </li>
  );
}
