/** Models: which serve now, what each is honestly good for, more to fetch, keys, and which does which work. */
import { EmptyState, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Cpu } from "lucide-react";
import type { ReactNode } from "react";

import type { ModelCard as Card } from "../api/agentTypes";
import { useGetModelsQuery } from "../api/models";
import { problemOf } from "../api/problem";
import { modelName } from "../lib/amounts";
import { Page } from "../lib/Page";
import { ModelCard } from "./ModelCard";
import { Providers } from "./Providers";
import { Pulls } from "./Pulls";
import { RouterTable } from "./RouterTable";

/** What does the work now, in a sentence. */
function inUse(models: readonly Card[]): string {
  const usable = models.filter((model) => model.state === "ready" || model.state === "loaded");
  const local = usable.find((model) => model.role === "local");
  const remote = usable.find((model) => model.role === "remote");
  if (remote && local) {
    return `Hard work goes to ${modelName(remote.name)}, small work and private notes stay with ${modelName(local.name)}.`;
  }
  if (local) return `${modelName(local.name)} does all work, on this machine.`;
  return remote ? `${modelName(remote.name)} does all work.` : "No model can be used yet.";
}

/** Whether it is a model to work with, or one of those that could be. */
function isHere({ state }: Card): boolean {
  return state === "ready" || state === "loaded" || state === "damaged";
}

function Cards({ models }: { models: readonly Card[] }) {
  if (models.length === 0) return null;
  return (
    <ul className="mt-3 grid gap-3 @min-[40rem]:grid-cols-2">
      {models.map((model) => (
        <ModelCard key={model.name} model={model} />
      ))}
    </ul>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-10">
      <h2 className="border-b border-hairline pb-1.5 text-3 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

export function ModelsPage() {
  const { data, error, refetch } = useGetModelsQuery(undefined);
  const here = data?.items.filter(isHere) ?? [];
  return (
    <Page title="Models" lead={data ? inUse(data.items) : undefined}>
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} label="Looking for models" />}
      {data && (
        <div className="@container">
          <h2 className="sr-only">To work with</h2>
          <Cards models={here} />
          {here.length === 0 && (
            <EmptyState
              icon={Cpu}
              title="There is nothing to work with yet."
              hint="Fetch a model below, which then works without a network, or enter the key of a provider."
            />
          )}
          {here.length > 0 && <RouterTable />}
          <Group title="To fetch">
            <Cards models={data.items.filter(({ state }) => state === "to pull")} />
            <Pulls />
          </Group>
          <Group title="Providers">
            <Providers providers={data.providers} />
            <Cards models={data.items.filter((model) => !isHere(model) && model.state !== "to pull")} />
          </Group>
          {here.length === 0 && <RouterTable />}
        </div>
      )}
    </Page>
  );
}
