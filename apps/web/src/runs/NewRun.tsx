/** A task for an agent: what is to be done, by whom, and how freely. */
import { Button, ErrorState, Select, TextArea } from "@claudeprojects/ui";
import { Play } from "lucide-react";
import { type KeyboardEvent, useState } from "react";

import type { Mode } from "../api/agentTypes";
import { useGetAgentsQuery } from "../api/library";
import { problemOf } from "../api/problem";
import { useStartRunMutation } from "../api/runs";
import { useGo } from "../app/navigation";
import { MODES } from "./words";

/** The agent that splits work among the others, where there is no reason to choose another. */
const FIRST = "orchestrator";

export interface NewRunProps {
  agent?: string | undefined;
  prompt?: string | undefined;
}

export function NewRun({ agent: given, prompt: first = "" }: NewRunProps) {
  const go = useGo();
  const { data: agents = [] } = useGetAgentsQuery(undefined);
  const [start, { error, isLoading }] = useStartRunMutation();
  const [prompt, setPrompt] = useState(first);
  const [chosen, setChosen] = useState<string | null>(given ?? null);
  const [wanted, setMode] = useState<Mode | null>(null);
  const used = agents.filter((found) => found.used && found.name !== null);
  const agent = chosen ?? used.find((found) => found.name === FIRST)?.name ?? used[0]?.name ?? FIRST;
  const definition = used.find((found) => found.name === agent);
  const reads = definition?.mode === "plan";
  const mode = reads ? "plan" : (wanted ?? definition?.mode ?? "default");
  const ready = prompt.trim() !== "" && !isLoading;

  const send = async () => {
    if (!ready) return;
    const answer = await start({ agent, prompt: prompt.trim(), mode });
    if (answer.data) go(`/agents/runs/${answer.data.id}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || (!event.metaKey && !event.ctrlKey)) return;
    event.preventDefault();
    void send();
  };
  return (
    <form
      aria-label="New run"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div className="rounded-card bg-raised shadow-[inset_0_0_0_1px_var(--line)] focus-within:shadow-[inset_0_0_0_1.5px_var(--accent)]">
        <TextArea
          bare
          aria-label="What should be done?"
          placeholder="What should be done?"
          value={prompt}
          rows={3}
          className="pt-1.5 [&_textarea]:px-3.5"
          onChange={(event) => setPrompt(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <div className="flex flex-wrap items-center gap-2 p-2">
          <Select
            label="Agent"
            value={agent}
            options={used.map((found) => ({ value: found.name ?? "", label: found.name ?? "" }))}
            onChange={setChosen}
            className="max-w-44"
          />
          <Select
            label="How freely"
            value={mode}
            options={MODES}
            disabled={reads}
            onChange={setMode}
            className="max-w-44"
          />
          <span className="flex-1" />
          <Button type="submit" variant="primary" icon={Play} keys="mod+enter" disabled={!ready}>
            Start
          </Button>
        </div>
      </div>
      <p className="mt-2 line-clamp-2 min-h-4.5 px-1 text-2 text-pretty text-muted">
        {definition?.description}
      </p>
      {error && (
        <div className="mt-3">
          <ErrorState inline problem={problemOf(error)} />
        </div>
      )}
    </form>
  );
}
