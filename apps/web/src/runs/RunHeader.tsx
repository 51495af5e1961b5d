/** The head of a run: what it is about, how it stands, and what can be done with it. */
import { Badge, Button, IconButton, Menu } from "@claudeprojects/ui";
import { ChevronRight, CircleStop, Ellipsis, GitFork, RotateCcw } from "lucide-react";
import { Link } from "react-router";

import type { RunDetail } from "../api/agentTypes";
import { useCancelRunMutation } from "../api/runs";
import { useGo } from "../app/navigation";
import { useCommands } from "../commands/registry";
import { modelName } from "../lib/amounts";
import { Coded } from "../lib/Coded";
import { ago, moment } from "../lib/format";
import { newRunUrl, projectUrl, titleOf } from "../lib/paths";
import { StateBadge } from "./StateBadge";
import { isActive, isPhase, modeWords } from "./words";

export function RunHeader({ run, onFork }: { run: RunDetail; onFork: () => void }) {
  const go = useGo();
  const [cancel, { isLoading }] = useCancelRunMutation();
  const active = isActive(run);
  const project = isPhase(run) ? run.paths[0] : undefined;
  const again = () => go(newRunUrl({ agent: run.agent, prompt: run.prompt, notes: run.paths }));
  useCommands([
    ...(active
      ? [
          {
            id: "run.cancel",
            title: "Cancel this run",
            group: "This screen" as const,
            keys: "alt+c",
            run: () => void cancel(run.id),
          },
        ]
      : []),
    { id: "run.fork", title: "Fork this run", group: "This screen", run: onFork },
  ]);
  return (
    <header>
      <nav aria-label="Where this run belongs" className="flex items-center gap-1 text-2 text-muted">
        <Link to="/agents" className="rounded-small hover:text-text hover:underline">
          Runs
        </Link>
        {project !== undefined && (
          <>
            <ChevronRight aria-hidden size={12} />
            <Link
              to={projectUrl(project)}
              className="min-w-0 truncate rounded-small hover:text-text hover:underline"
            >
              {titleOf(project)}
            </Link>
          </>
        )}
        {run.parent_id !== null && (
          <>
            <ChevronRight aria-hidden size={12} />
            <Link
              to={`/agents/runs/${run.parent_id}`}
              className="rounded-small hover:text-text hover:underline"
            >
              the run that asked for it
            </Link>
          </>
        )}
      </nav>
      <div className="mt-1 flex items-start gap-x-4">
        <h1 dir="auto" className="min-w-0 flex-1 text-5 font-semibold tracking-tight break-words">
          {run.title}
        </h1>
        <div className="flex gap-1">
          {active && (
            <Button icon={CircleStop} disabled={isLoading} onClick={() => void cancel(run.id)}>
              Cancel
            </Button>
          )}
          <Menu
            align="end"
            trigger={<IconButton icon={Ellipsis} label="More for this run" />}
            entries={[
              { label: "Fork from the last step…", icon: GitFork, onSelect: onFork },
              { label: "Start the same task again…", icon: RotateCcw, onSelect: again },
            ]}
          />
        </div>
      </div>
      <p className="mt-2 flex flex-wrap items-center gap-x-2 gap-y-1 text-2 text-muted">
        <StateBadge state={run.state} />
        {isPhase(run) ? (
          <span className="font-medium text-secondary">Agents at a phase</span>
        ) : (
          <Link
            to={`/agents/library/${encodeURIComponent(run.agent)}`}
            className="rounded-small font-medium text-secondary hover:underline"
          >
            {run.agent}
          </Link>
        )}
        <span aria-hidden>·</span>
        <span>{modeWords(run.mode)} ·</span>
        {run.model !== "" && <span title={run.model}>{modelName(run.model)} ·</span>}
        <time dateTime={run.created_at} title={moment(run.created_at)}>
          {ago(run.created_at)}
        </time>
        {run.privacy !== "open" && <Badge tone="warning">has read {run.privacy} notes</Badge>}
      </p>
      {run.why !== "" && (
        <p
          className={`mt-2 text-3 break-words ${run.state === "failed" ? "text-danger-text" : "text-secondary"}`}
        >
          <Coded text={run.why} />
        </p>
      )}
      {run.forked_from !== null && (
        <p className="mt-1 text-2 text-muted">
          Forked from{" "}
          <Link
            to={`/agents/runs/${run.forked_from}`}
            className="rounded-small text-accent-text hover:underline"
          >
            step {run.forked_step} of another run
          </Link>
          .
        </p>
      )}
    </header>
  );
}
