/** What a model said in one step, which model it was and why, and the way to exactly what it was sent. */
import { IconButton } from "@claudeprojects/ui";
import { GitFork, ScanText } from "lucide-react";
import { Link } from "react-router";

import type { Step } from "../api/agentTypes";
import { dollars, duration, modelName, tokens } from "../lib/amounts";
import { ago } from "../lib/format";
import { AgentText } from "./AgentText";
import { choiceOf, keptFrom, saidIn } from "./steps";

export interface ModelStepProps {
  step: Step;
  paths: readonly string[];
  onInspect: (number: number) => void;
  onFork: (number: number) => void;
}

export function ModelStep({ step, paths, onInspect, onFork }: ModelStepProps) {
  const said = saidIn(step);
  const { why, degraded, attempts } = choiceOf(step);
  const kept = keptFrom(step);
  const { input_tokens: read, output_tokens: written, dollars: cost, seconds } = step.usage;
  return (
    <div className="group/step">
      {said !== "" && <AgentText text={said} paths={paths} />}
      {step.error !== null && <p className="text-3 break-words text-danger-text">{step.error}</p>}
      <div className="mt-1 flex items-center gap-1 text-2 text-muted">
        <p data-numeric className="min-w-0 flex-1">
          <span title={step.model}>{modelName(step.model) || "No model answered"}</span>
          {step.ended_at !== null && step.error === null && !kept && (
            <>
              {` · ${tokens(read)} read, ${tokens(written).replace(/ tokens?$/, "")} written · ${dollars(cost)} · ${duration(seconds)}`}
            </>
          )}
          {kept && (
            <>
              {" · "}
              {kept.runId === null ? (
                "from the cache"
              ) : (
                <Link
                  to={`/agents/runs/${kept.runId}`}
                  title="The same question was answered before, so the model was not asked again."
                  className="rounded-small text-accent-text hover:underline"
                >
                  from the cache
                </Link>
              )}
              {kept.at !== null && `, first said ${ago(kept.at)}`}
            </>
          )}
          {attempts > 1 && ` · ${attempts} tries`}
          {degraded && why !== "" && <span className="block text-warning-text">{why}</span>}
        </p>
        <IconButton
          icon={ScanText}
          label={`What step ${step.number} was sent`}
          size="small"
          onClick={() => onInspect(step.number)}
        />
        <IconButton
          icon={GitFork}
          label={`Fork from step ${step.number}`}
          size="small"
          onClick={() => onFork(step.number)}
        />
      </div>
    </div>
  );
}
