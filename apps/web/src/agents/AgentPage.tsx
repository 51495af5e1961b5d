/** One agent: what it is for, what it may use, and the words it works by. */
import { Badge, Button, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Pencil, Play } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useParams } from "react-router";

import type { AgentView } from "../api/agentTypes";
import { useGetAgentQuery } from "../api/library";
import { problemOf } from "../api/problem";
import { useGo } from "../app/navigation";
import { Page } from "../lib/Page";
import { agentUrl, newRunUrl } from "../lib/paths";
import { AgentText } from "../runs/AgentText";
import { modeWords } from "../runs/words";
import { EditAgent } from "./EditAgent";
import { originWords } from "./origins";
import { Problems } from "./Problems";

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="flex flex-wrap gap-x-6 border-b border-hairline py-2 last:border-b-0">
      <dt className="w-32 shrink-0 text-3 text-muted">{name}</dt>
      <dd className="min-w-0 flex-1 text-3 wrap-anywhere">{children}</dd>
    </div>
  );
}

function Names({ names }: { names: readonly string[] }) {
  return (
    <span className="flex flex-wrap gap-1">
      {names.map((name) => (
        <Badge key={name}>{name}</Badge>
      ))}
    </span>
  );
}

function Facts({ agent }: { agent: AgentView }) {
  return (
    <dl className="mb-8">
      <Fact name="File">
        <span className="font-code text-2">{agent.path}</span>{" "}
        <span className="text-muted">({originWords(agent.origin, agent.plugin)})</span>
        <Problems problems={agent.problems} />
        {agent.hides.length > 0 && (
          <span className="mt-0.5 block text-2 text-muted">
            It takes the place of {agent.hides.join(", ")}.
          </span>
        )}
      </Fact>
      <Fact name="Works by">
        {modeWords(agent.mode)}
        {agent.wanted_mode !== null && agent.wanted_mode !== agent.mode && (
          <span className="block text-2 text-muted">
            Its file asks for “{modeWords(agent.wanted_mode)}”, which such a file cannot grant itself.
          </span>
        )}
      </Fact>
      <Fact name="Tools">{agent.tools === null ? "All" : <Names names={agent.tools} />}</Fact>
      {agent.disallowed_tools.length > 0 && (
        <Fact name="Never">
          <Names names={agent.disallowed_tools} />
        </Fact>
      )}
      <Fact name="Model">{agent.model ?? "Left to the router"}</Fact>
      {agent.max_turns !== null && <Fact name="Turns">At most {agent.max_turns}</Fact>}
      {agent.skills.length > 0 && (
        <Fact name="Skills">
          <Names names={agent.skills} />
        </Fact>
      )}
      {agent.mcp_servers.length > 0 && (
        <Fact name="Servers">
          <Names names={agent.mcp_servers} />
        </Fact>
      )}
      {agent.memory !== null && <Fact name="Memory">{agent.memory}</Fact>}
    </dl>
  );
}

export function AgentPage() {
  const { name = "" } = useParams();
  return <OneAgent key={name} name={name} />;
}

function OneAgent({ name }: { name: string }) {
  const go = useGo();
  const [editing, setEditing] = useState(false);
  const { currentData: agent, error, refetch } = useGetAgentQuery(name);
  const done = (called?: string) => {
    setEditing(false);
    if (called !== undefined && called !== name) go(agentUrl(called));
  };
  return (
    <Page
      title={agent?.name ?? name}
      lead={agent?.description ?? undefined}
      actions={
        agent && (
          <>
            {agent.kept === "" && !editing && (
              <Button icon={Pencil} onClick={() => setEditing(true)}>
                Edit
              </Button>
            )}
            <Button
              variant="primary"
              icon={Play}
              onClick={() => go(newRunUrl({ agent: agent.name ?? name }))}
            >
              Start
            </Button>
          </>
        )
      }
    >
      {error && !agent && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!agent && !error && <Skeleton lines={8} label="Reading the agent" />}
      {agent && (
        <>
          <Facts agent={agent} />
          {editing ? (
            <EditAgent agent={agent} onDone={done} />
          ) : (
            <section aria-labelledby="prompt">
              <h2 id="prompt" className="mb-3 border-b border-hairline pb-1.5 text-3 font-semibold">
                What it is told
              </h2>
              <AgentText text={agent.prompt} />
            </section>
          )}
        </>
      )}
    </Page>
  );
}
