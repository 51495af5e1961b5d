/** One model: what it is, what it can be trusted with, how fast it was here, and what can be done with it. */
import { Badge, Button, ConfirmDialog, IconButton, type Tone } from "@claudeprojects/ui";
import { Download, FlaskConical, Trash2 } from "lucide-react";
import { useState } from "react";

import type { ModelCard as Card, ModelState } from "../api/agentTypes";
import {
  useGetPullsQuery,
  usePullModelMutation,
  useRemoveModelMutation,
  useTestModelMutation,
} from "../api/models";
import { problemOf } from "../api/problem";
import { duration } from "../lib/amounts";
import { count, fileSize } from "../lib/format";

const STATES: Record<ModelState, [tone: Tone, word: string]> = {
  ready: ["success", "ready"],
  loaded: ["success", "in memory"],
  "to pull": ["neutral", "not here yet"],
  "no key": ["neutral", "needs a key"],
  unreachable: ["warning", "not reachable"],
  damaged: ["danger", "damaged"],
};

/** `64k`, for a context of 65,536 tokens. */
function thousands(value: number): string {
  if (value >= 1_000_000) return `${(value / 1e6).toFixed(value % 1e6 < 50_000 ? 0 : 1)}M`;
  return value >= 1000 ? `${count(Math.round(value / 1000))}k` : count(value);
}

function facts(model: Card): string[] {
  const { parameters, context_tokens: context, size_bytes: size, license, dollars_in, dollars_out } = model;
  return [
    parameters !== "" && `${parameters} parameters`,
    context > 0 && `${thousands(context)} tokens of context`,
    size > 0 && fileSize(size),
    license,
    dollars_in !== null &&
      dollars_out !== null &&
      model.remote &&
      `$${dollars_in} in, $${dollars_out} out a million tokens`,
  ].filter((fact): fact is string => typeof fact === "string" && fact !== "");
}

function Priced({ model }: { model: Card }) {
  if (!model.remote || model.priced === "") return null;
  return <p className="mt-1 text-2 text-muted">{model.priced}</p>;
}

function Speed({ model }: { model: Card }) {
  const { tokens_per_second: speed, first_token_seconds: first } = model;
  if (speed === null) return null;
  return (
    <p data-numeric className="mt-1 text-2 text-secondary">
      Measured here: {speed < 10 ? speed.toFixed(1) : count(Math.round(speed))} tokens a second
      {first !== null && `, the first after ${duration(first)}`}
    </p>
  );
}

export function ModelCard({ model }: { model: Card }) {
  const [test, testing] = useTestModelMutation();
  const [pull, pulling] = usePullModelMutation();
  const [remove, removing] = useRemoveModelMutation();
  const [asking, setAsking] = useState(false);
  const { data: pulls = [] } = useGetPullsQuery(undefined);
  const fetching = pulls.some((each) => each.model === model.name && each.state === "running");
  const [tone, word]: [Tone, string] = fetching ? ["accent", "being fetched"] : STATES[model.state];
  const usable = model.state === "ready" || model.state === "loaded";
  const here = model.provider === "local" && !model.builtin && (usable || model.state === "damaged");
  const error = testing.error ?? pulling.error ?? removing.error;
  const problem = error ? problemOf(error) : null;
  return (
    <li
      aria-label={model.title || model.name}
      className={`flex min-w-0 flex-col rounded-card border p-4 ${usable ? "border-line" : "border-hairline"}`}
    >
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="min-w-0 flex-1 text-3 font-semibold wrap-anywhere">{model.title || model.name}</h3>
        {model.role !== null && usable && <Badge tone="accent">does {model.role} work</Badge>}
        {model.capability === "tiny" && <Badge tone="warning">tiny</Badge>}
        <Badge tone={tone}>{word}</Badge>
      </div>
      <p className="font-code text-2 wrap-anywhere text-muted">{model.name}</p>
      <p className="mt-2 flex-1 text-3 text-pretty text-secondary">{model.honestly}</p>
      {model.about !== "" && <p className="mt-1 text-2 text-pretty text-muted">{model.about}</p>}
      <p data-numeric className="mt-2 text-2 text-muted">
        {facts(model).join(" · ")}
      </p>
      <Priced model={model} />
      <Speed model={model} />
      {testing.data && (
        <p className="mt-2 rounded-control bg-sunken px-2.5 py-1.5 text-2 break-words">
          It answered: {testing.data.text}
        </p>
      )}
      {problem && (
        <p role="alert" className="mt-2 text-2 break-words text-danger-text">
          {problem.detail} {problem.hint}
        </p>
      )}
      <footer className="mt-3 flex items-center gap-2">
        <span className="flex-1 text-2 text-muted">
          {model.remote ? "Leaves this machine" : "Stays on this machine"}
        </span>
        {usable && (
          <Button
            size="small"
            icon={FlaskConical}
            disabled={testing.isLoading}
            aria-label={`Test ${model.title || model.name}`}
            onClick={() => void test(model.name)}
          >
            {testing.isLoading ? "Testing" : "Test"}
          </Button>
        )}
        {model.state === "to pull" && model.source !== "" && !fetching && (
          <Button
            size="small"
            icon={Download}
            disabled={pulling.isLoading}
            aria-label={`Fetch ${model.title || model.name}`}
            onClick={() =>
              void pull({ source: model.source, ...(model.provider === "local" ? { name: model.name } : {}) })
            }
          >
            Fetch {model.size_bytes > 0 && fileSize(model.size_bytes)}
          </Button>
        )}
        {here && (
          <IconButton
            icon={Trash2}
            size="small"
            label={`Remove ${model.title || model.name}`}
            onClick={() => setAsking(true)}
          />
        )}
      </footer>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Remove ${model.title || model.name}?`}
        consequence={`Its file of ${fileSize(model.size_bytes)} is deleted from this machine. It can be fetched again.`}
        action="Remove"
        danger
        onConfirm={() => void remove(model.name)}
      />
    </li>
  );
}
