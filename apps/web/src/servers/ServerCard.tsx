/** One MCP server: how it stands and why, what it offers, its log, and starting and stopping it. */
import {
  Badge,
  Button,
  ConfirmDialog,
  IconButton,
  Menu,
  type MenuEntry,
  type Tone,
} from "@claudeprojects/ui";
import { Ellipsis, Play, Plus, ScrollText, ShieldCheck, Square, Trash2 } from "lucide-react";
import { useState } from "react";

import type { Server } from "../api/agentTypes";
import { problemOf } from "../api/problem";
import { useRemoveServerMutation, useSteerServerMutation } from "../api/servers";
import { originWords } from "../agents/origins";
import { plural } from "../lib/format";
import { Secrets } from "./Secrets";
import { ServerLog } from "./ServerLog";

const STATES: Record<Server["state"], [tone: Tone, word: string]> = {
  ready: ["neutral", "starts when used"],
  starting: ["accent", "starting"],
  signing_in: ["warning", "waits for sign-in"],
  running: ["success", "running"],
  failed: ["danger", "failed"],
  off: ["neutral", "off"],
  untrusted: ["warning", "not trusted"],
  unusable: ["danger", "cannot start"],
};

function Tools({ tools }: { tools: Server["tools"] }) {
  if (tools.length === 0) return null;
  return (
    <details className="mt-2 text-2">
      <summary className="w-fit rounded-small py-0.5 text-muted select-none hover:text-text">
        {plural(tools.length, "tool")}
      </summary>
      <ul className="mt-1">
        {tools.map((tool) => (
          <li key={tool.name} className="border-b border-hairline py-1.5 last:border-b-0">
            <code className="font-code font-medium wrap-anywhere">{tool.name}</code>{" "}
            {tool.read_only && <Badge>says it only reads</Badge>}
            <span className="line-clamp-3 text-pretty break-words text-muted">{tool.description}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

export function ServerCard({ server }: { server: Server }) {
  const [steer, { error, isLoading }] = useSteerServerMutation();
  const [remove] = useRemoveServerMutation();
  const [open, setOpen] = useState<"log" | "remove" | "trust" | null>(null);
  const { name, state } = server;
  const [tone, word] = STATES[state];
  const alive = state === "running" || state === "starting" || state === "signing_in";
  const startable = state === "ready" || state === "off" || state === "failed";
  const problem = error ? problemOf(error) : null;
  const entries: MenuEntry[] = [
    { label: "Show its log", icon: ScrollText, onSelect: () => setOpen("log") },
    ...(alive
      ? [{ label: "Restart", icon: Play, onSelect: () => void steer({ name, action: "restart" }) }]
      : []),
    ...(server.origin === "user"
      ? [{ label: "Remove…", icon: Trash2, danger: true, onSelect: () => setOpen("remove") }]
      : []),
  ];
  return (
    <li aria-label={name} className="rounded-card border border-hairline p-4">
      <div className="flex flex-wrap items-center gap-2">
        <h2 className="min-w-0 flex-1 text-3 font-semibold wrap-anywhere">{server.title || name}</h2>
        <Badge>{originWords(server.origin)}</Badge>
        {!server.kept && !alive && <Badge tone="warning">not added</Badge>}
        <Badge tone={tone}>{word}</Badge>
      </div>
      <p className="mt-0.5 font-code text-2 wrap-anywhere text-muted">{server.target}</p>
      {server.why !== "" && (
        <p className="mt-1.5 text-3 text-pretty break-words text-secondary">{server.why}</p>
      )}
      <p className="mt-1 text-2 text-muted">
        {server.local
          ? "What it is sent stays on this machine"
          : "What it is sent counts as leaving this machine"}
        {server.sees_vault && "; it is handed this vault, so its answers count as private"}
        {server.restarts > 0 && `; restarted ${plural(server.restarts, "time")}`}.
      </p>
      <Secrets server={server} />
      <Tools tools={server.tools} />
      {problem && (
        <p role="alert" className="mt-2 text-2 text-danger-text">
          {problem.detail} {problem.hint}
        </p>
      )}
      <footer className="mt-3 flex flex-wrap items-center gap-2">
        {server.sign_in_url !== null && (
          <a
            href={server.sign_in_url}
            target="_blank"
            rel="noreferrer"
            className="rounded-small text-3 font-medium text-accent-text hover:underline"
          >
            Sign in
          </a>
        )}
        <span className="flex-1" />
        {state === "untrusted" && (
          <Button size="small" icon={ShieldCheck} disabled={isLoading} onClick={() => setOpen("trust")}>
            Trust
          </Button>
        )}
        {(state === "failed" || state === "unusable") && (
          <Button size="small" variant="ghost" icon={ScrollText} onClick={() => setOpen("log")}>
            Log
          </Button>
        )}
        {!server.kept && !alive && (
          <Button
            size="small"
            variant="ghost"
            icon={Plus}
            disabled={isLoading}
            onClick={() => void steer({ name, action: "keep" })}
          >
            Add anyway
          </Button>
        )}
        {startable && (
          <Button
            size="small"
            icon={Play}
            disabled={isLoading}
            onClick={() => void steer({ name, action: "start" })}
          >
            {server.kept ? "Start" : "Try again"}
          </Button>
        )}
        {alive && (
          <Button
            size="small"
            icon={Square}
            disabled={isLoading}
            onClick={() => void steer({ name, action: "stop" })}
          >
            Stop
          </Button>
        )}
        <Menu
          align="end"
          trigger={<IconButton icon={Ellipsis} size="small" label={`More for ${name}`} />}
          entries={entries}
        />
      </footer>
      {open === "log" && <ServerLog name={name} onClose={() => setOpen(null)} />}
      <ConfirmDialog
        open={open === "trust"}
        onOpenChange={() => setOpen(null)}
        title={`Start ${name} from ${server.path}?`}
        consequence={`It runs “${server.target}” with your rights. When its configuration changes, you are asked again.`}
        action="Trust"
        onConfirm={() => void steer({ name, action: "trust" })}
      />
      <ConfirmDialog
        open={open === "remove"}
        onOpenChange={() => setOpen(null)}
        title={`Remove ${name}?`}
        consequence="Its entry leaves your configuration; its secrets and its log are deleted."
        action="Remove"
        danger
        onConfirm={() => void remove(name)}
      />
    </li>
  );
}
