/** Choosing a model among those that can be used now, each with what it can be trusted with. */
import { Select, type SelectOption } from "@claudeprojects/ui";

import type { ModelCard } from "../api/agentTypes";
import { useGetModelsQuery } from "../api/models";

/** The router's choice: no model is asked for. */
export const ROUTED = "";

/** The first sentence of what a model says of itself. */
function brief(model: ModelCard): string {
  return /^.*?[.!](?=\s|$)/.exec(model.honestly)?.[0] ?? model.honestly;
}

export interface ModelSelectProps {
  value: string;
  onChange: (name: string) => void;
}

export function ModelSelect({ value, onChange }: ModelSelectProps) {
  const { data } = useGetModelsQuery(undefined);
  const usable = (data?.items ?? []).filter(({ state }) => state === "ready" || state === "loaded");
  const options: SelectOption<string>[] = [
    {
      value: ROUTED,
      label: "Model by the rules",
      hint: "The table on the page of models decides at every step.",
    },
    ...usable.map((model) => ({
      value: model.name,
      label: model.title || model.name,
      hint: `${brief(model)} ${model.remote ? "Leaves this machine." : "Stays on this machine."}`,
    })),
  ];
  return <Select label="Model" value={value} options={options} onChange={onChange} className="max-w-52" />;
}
