/** Work for agents: a new task, what is under way, and what was done. */
import { EmptyState, Segmented } from "@claudeprojects/ui";
import { Bot } from "lucide-react";
import { useSearchParams } from "react-router";

import type { RunState } from "../api/agentTypes";
import { useGetRunsInfiniteQuery } from "../api/runs";
import { Page } from "../lib/Page";
import { PagedList } from "../lib/PagedList";
import { NewRun } from "./NewRun";
import { RunRow } from "./RunRow";
import { Schedules } from "./Schedules";

const FILTERS: { value: RunState | "all"; label: string }[] = [
  { value: "all", label: "All" },
  { value: "running", label: "Running" },
  { value: "waiting", label: "Waiting" },
  { value: "failed", label: "Failed" },
];

export function RunsPage() {
  const [parameters, setParameters] = useSearchParams();
  const filter = FILTERS.find(({ value }) => value === parameters.get("state"))?.value ?? "all";
  const pages = useGetRunsInfiniteQuery(filter === "all" ? null : filter);
  return (
    <Page title="Agents" lead="They read and propose; what they change is yours to accept and to undo.">
      <NewRun
        key={["agent", "prompt", "note"].flatMap((name) => parameters.getAll(name)).join("\n")}
        agent={parameters.get("agent") ?? undefined}
        prompt={parameters.get("prompt") ?? undefined}
        notes={parameters.getAll("note")}
      />
      <section aria-labelledby="runs" className="mt-8">
        <header className="mb-1 flex flex-wrap items-center gap-3 border-b border-hairline pb-2">
          <h2 id="runs" className="flex-1 text-3 font-semibold">
            Runs
          </h2>
          <Segmented
            label="Which runs"
            value={filter}
            options={FILTERS}
            onChange={(value) =>
              setParameters(
                (now) => {
                  now.delete("state");
                  if (value !== "all") now.set("state", value);
                  return now;
                },
                { replace: true },
              )
            }
          />
        </header>
        <PagedList
          pages={pages}
          keyOf={(run) => run.id}
          reading="Reading the runs"
          empty={
            <EmptyState
              icon={Bot}
              title={filter === "all" ? "No agent has worked here yet." : `No run is ${filter} now.`}
              hint={filter === "all" ? "Give one a task above and watch it work." : undefined}
            />
          }
        >
          {(run) => <RunRow run={run} />}
        </PagedList>
      </section>
      <Schedules />
    </Page>
  );
}
