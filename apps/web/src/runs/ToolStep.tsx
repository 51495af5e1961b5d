/** One use of a tool on one line; unfolded, exactly what it was asked and what it gave back. */
import { Badge, Icon } from "@claudeprojects/ui";
import { Check, ChevronRight, CircleX, Hourglass } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import type { Run, Step } from "../api/agentTypes";
import { duration } from "../lib/amounts";
import { Sources } from "./Sources";
import { argumentsOf, childOf, resultOf, sourcesOf } from "./steps";
import { StateBadge } from "./StateBadge";
import { aboutCall, toolWords } from "./words";

const SHOWN = 6000;

function Block({ name, text }: { name: string; text: string }) {
  return (
    <div className="mt-2">
      <p className="text-1 font-medium text-muted">{name}</p>
      <pre
        tabIndex={0}
        role="region"
        aria-label={name}
        className="mt-0.5 max-h-80 overflow-auto rounded-control bg-sunken px-2.5 py-1.5 font-code text-2 leading-5 break-words whitespace-pre-wrap"
      >
        {text.length > SHOWN
          ? `${text.slice(0, SHOWN)}\n… ${(text.length - SHOWN).toLocaleString()} more characters`
          : text}
      </pre>
    </div>
  );
}

function Details({ step, result }: { step: Step; result: { text: string; isError: boolean } | null }) {
  return (
    <div className="pb-2 pl-6">
      <Block name="Asked" text={JSON.stringify(argumentsOf(step), null, 2)} />
      {result && <Block name={result.isError ? "It failed" : "Gave back"} text={result.text || "Nothing."} />}
      <Sources of={sourcesOf(step)} />
    </div>
  );
}

export function ToolStep({ step, runs }: { step: Step; runs: readonly Run[] }) {
  const [open, setOpen] = useState(false);
  const { icon, verb } = toolWords(step.name);
  const values = argumentsOf(step);
  const result = resultOf(step);
  const child = step.kind === "agent" ? childOf(step, runs) : null;
  const failed = step.error !== null || result?.isError === true;
  return (
    <div>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-h-row w-full items-center gap-2 rounded-control px-1 text-left text-3 hover:bg-fill"
      >
        <Icon
          of={ChevronRight}
          size={14}
          className={`text-muted transition-transform ${open ? "rotate-90" : ""}`}
        />
        <Icon of={icon} size={14} className="text-muted" />
        <span className="shrink-0 font-medium">{verb}</span>
        <span dir="auto" className="min-w-0 flex-1 truncate text-secondary" title={aboutCall(values)}>
          {aboutCall(values)}
        </span>
        {step.privacy !== "open" && <Badge tone="warning">{step.privacy}</Badge>}
        <span data-numeric className="shrink-0 text-2 text-muted">
          {step.ended_at !== null && step.usage.seconds >= 0.05 && duration(step.usage.seconds)}
        </span>
        <Icon
          of={step.ended_at === null ? Hourglass : failed ? CircleX : Check}
          size={14}
          label={step.ended_at === null ? "at work" : failed ? "failed" : "done"}
          className={step.ended_at === null ? "text-muted" : failed ? "text-danger" : "text-success"}
        />
      </button>
      {failed && !open && (
        <p className="line-clamp-2 pb-1 pl-12 text-2 break-words text-danger-text">
          {step.error ?? result?.text}
        </p>
      )}
      {child && (
        <Link
          to={`/agents/runs/${child.id}`}
          className="mb-1 ml-6 flex min-h-row items-center gap-2 rounded-control px-2 text-3 hover:bg-fill"
        >
          <span className="font-medium">{child.agent}</span>
          <span dir="auto" className="min-w-0 flex-1 truncate text-muted">
            {child.title}
          </span>
          <StateBadge state={child.state} />
        </Link>
      )}
      {open && <Details step={step} result={result} />}
    </div>
  );
}
