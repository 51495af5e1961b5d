/** What would leave this machine if a run were started: to whom, and which notes may not. */
import { Icon } from "@claudeprojects/ui";
import { ArrowUpRight, Laptop, ShieldX } from "lucide-react";
import { Link } from "react-router";

import type { RunPreview } from "../api/agentTypes";
import { modelName } from "../lib/amounts";
import { plural } from "../lib/format";
import { titleOf } from "../lib/paths";

/** `https://api.anthropic.com/v1` → `api.anthropic.com`. */
function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).host : address;
}

function handedWords(notes: RunPreview["notes"]): string {
  const going = notes.filter(({ allowed }) => allowed).length;
  return going === 0 ? "" : `the ${going === 1 ? "note" : plural(going, "note")} handed over, `;
}

export function Leaving({ preview }: { preview: RunPreview }) {
  const { remote, receiver, model, notes } = preview;
  const kept = notes.filter(({ allowed }) => !allowed);
  const name = <span className="font-medium text-secondary">{modelName(model)}</span>;
  return (
    <>
      <p className="flex gap-2 text-2 text-pretty text-muted">
        <Icon of={remote ? ArrowUpRight : Laptop} size={14} className="mt-0.5" />
        <span className="min-w-0">
          {remote ? (
            <>
              {name} at {hostOf(receiver) || "its provider"} is sent your words, {handedWords(notes)}and what
              the agent reads. <PrivateLink>Private notes</PrivateLink> never leave.
            </>
          ) : (
            <>{name} works on this machine; nothing leaves it.</>
          )}
          {preview.degraded && <span className="block text-warning-text">{preview.why}</span>}
        </span>
      </p>
      {kept.length > 0 && (
        <p role="alert" className="mt-1 flex gap-2 text-2 text-pretty text-warning-text">
          <Icon of={ShieldX} size={14} className="mt-0.5" />
          <span className="min-w-0">
            {kept.map(({ path, privacy }) => `“${titleOf(path)}” is ${privacy}`).join(", ")}, so{" "}
            {modelName(model)} may not be sent {kept.length === 1 ? "it" : "them"}. Choose a model on this
            machine, or do not hand {kept.length === 1 ? "it" : "them"} over.
          </span>
        </p>
      )}
    </>
  );
}

function PrivateLink({ children }: { children: string }) {
  return (
    <Link to="/agents/privacy" className="rounded-small text-accent-text hover:underline">
      {children}
    </Link>
  );
}
