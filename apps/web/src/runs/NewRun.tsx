/** A task for an agent: what is to be done, by whom and with which model, how freely, with which notes and limits. */
import { Button, ErrorState, Select, TextArea } from "@claudeprojects/ui";
import { Gauge, Play } from "lucide-react";
import { type KeyboardEvent, useState } from "react";

import type { Mode, RunWish } from "../api/agentTypes";
import { problemOf } from "../api/problem";
import { usePreviewRunQuery, useStartRunMutation } from "../api/runs";
import { useGo } from "../app/navigation";
import { AgentSelect, FIRST_AGENT, useUsableAgents } from "./AgentSelect";
import { HandedNotes } from "./HandedNotes";
import { Leaving } from "./Leaving";
import { LimitFields } from "./LimitFields";
import { type Limits, limitWords, wishOf } from "./limits";
import { ModelSelect, ROUTED } from "./ModelSelect";
import { MODES } from "./words";

export interface NewRunProps {
  agent?: string | undefined;
  prompt?: string | undefined;
  /** Notes to hand over. */
  notes?: readonly string[];
}

export function NewRun({ agent: given, prompt: first = "", notes: handed = [] }: NewRunProps) {
  const go = useGo();
  const agents = useUsableAgents();
  const [start, { error, isLoading }] = useStartRunMutation();
  const [prompt, setPrompt] = useState(first);
  const [chosen, setChosen] = useState<string | null>(given ?? null);
  const [wanted, setMode] = useState<Mode | null>(null);
  const [model, setModel] = useState(ROUTED);
  const [paths, setPaths] = useState<string[]>([...handed]);
  const [limits, setLimits] = useState<Limits>({});
  const [limiting, setLimiting] = useState(false);

  const agent =
    chosen ?? agents.find(({ name }) => name === FIRST_AGENT)?.name ?? agents[0]?.name ?? FIRST_AGENT;
  const definition = agents.find(({ name }) => name === agent);
  const reads = definition?.mode === "plan";
  const mode = reads ? "plan" : (wanted ?? definition?.mode ?? "default");
  const budget = wishOf(limits);
  const wish: RunWish = { agent, mode, paths, ...(model === ROUTED ? {} : { model }) };
  const preview = usePreviewRunQuery(wish, { skip: definition === undefined });
  const usual = preview.currentData?.budget ?? preview.data?.budget;
  const ready = prompt.trim() !== "" && budget !== null && !isLoading;

  const send = async () => {
    if (!ready) return;
    const answer = await start({ ...wish, prompt: prompt.trim(), budget });
    if (answer.data) go(`/agents/runs/${answer.data.id}`);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || (!event.metaKey && !event.ctrlKey)) return;
    event.preventDefault();
    void send();
  };
  const problem = error ?? preview.error;
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
          autoFocus={handed.length > 0 || given !== undefined}
          aria-label="What should be done?"
          placeholder="What should be done?"
          value={prompt}
          rows={3}
          className="pt-1.5 [&_textarea]:px-3.5"
          onChange={(event) => setPrompt(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <HandedNotes paths={paths} notes={preview.data?.notes ?? []} onChange={setPaths} />
        {limiting && usual && <LimitFields usual={usual} limits={limits} onChange={setLimits} />}
        <div className="flex flex-wrap items-center gap-2 border-t border-hairline p-2">
          <AgentSelect value={agent} onChange={setChosen} />
          <Select
            label="How freely"
            value={mode}
            options={MODES}
            disabled={reads}
            onChange={setMode}
            className="max-w-44"
          />
          <ModelSelect value={model} onChange={setModel} />
          <Button
            type="submit"
            variant="primary"
            icon={Play}
            keys="mod+enter"
            disabled={!ready}
            className="ml-auto"
          >
            Start
          </Button>
        </div>
      </div>
      <div className="mt-2.5 min-h-16 space-y-1 px-1">
        <p className="line-clamp-2 text-2 text-pretty text-secondary">{definition?.description}</p>
        {preview.data && !preview.error && <Leaving preview={preview.data} />}
        {usual && (
          <button
            type="button"
            aria-expanded={limiting}
            onClick={() => setLimiting(!limiting)}
            className="hit-target flex items-center gap-2 rounded-small text-2 text-muted hover:text-text"
          >
            <Gauge aria-hidden size={14} strokeWidth={1.5} />
            <span className="underline decoration-dotted underline-offset-2">
              {limitWords({ ...usual, ...budget })}
            </span>
          </button>
        )}
      </div>
      {problem !== undefined && (
        <div className="mt-3">
          <ErrorState inline problem={problemOf(problem)} />
        </div>
      )}
    </form>
  );
}
