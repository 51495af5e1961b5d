/** Choosing an agent among those in use. */
import { Select } from "@claudeprojects/ui";

import type { AgentSummary } from "../api/agentTypes";
import { useGetAgentsQuery } from "../api/library";

/** The agent that splits work among the others: taken where there is no reason for another. */
export const FIRST_AGENT = "orchestrator";

export type UsableAgent = AgentSummary & { name: string };

function isUsable(agent: AgentSummary): agent is UsableAgent {
  return agent.used && agent.name !== null;
}

/** The agents in use, by name. */
export function useUsableAgents(): UsableAgent[] {
  const { data = [] } = useGetAgentsQuery(undefined);
  return data.filter(isUsable).sort((a, b) => a.name.localeCompare(b.name));
}

export interface AgentSelectProps {
  value: string;
  onChange: (name: string) => void;
}

export function AgentSelect({ value, onChange }: AgentSelectProps) {
  const agents = useUsableAgents();
  return (
    <Select
      label="Agent"
      value={value}
      options={agents.map(({ name }) => ({ value: name, label: name }))}
      onChange={onChange}
      className="max-w-44"
    />
  );
}
