/** The foot of the frame: what the engine, the index and the embeddings are doing, and nothing that is not so. */
import { IconButton } from "@claudeprojects/ui";
import clsx from "clsx";
import { Square } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";

import type { Status } from "../api/types";
import { useGetStatusQuery, useGetWorkspaceQuery, useSteerIndexMutation } from "../api/workspace";
import { useAppSelector } from "../app/hooks";
import { count, percent, plural } from "../lib/format";
import { waitingWords } from "../runs/reviews";
import { useWaiting } from "./useWaiting";

type Tone = "good" | "busy" | "warn" | "bad";
const DOTS: Record<Tone, string> = {
  good: "bg-success",
  busy: "bg-accent",
  warn: "bg-warning",
  bad: "bg-danger",
};

function Part({ tone, children, to }: { tone?: Tone; children: ReactNode; to: string }) {
  return (
    <Link
      to={to}
      className="flex h-full min-w-0 items-center gap-1.5 rounded-small px-1.5 whitespace-nowrap hover:bg-fill-hover hover:text-text"
    >
      {tone && <span aria-hidden className={clsx("size-1.5 shrink-0 rounded-full", DOTS[tone])} />}
      <span className="truncate">{children}</span>
    </Link>
  );
}

/** The index's state in words; exact numbers, never an estimate. */
export function indexWords(status: Status): { tone: Tone; text: string } {
  const { files, progress, state } = status;
  if (state === "failed") return { tone: "bad", text: "The index does not work" };
  if (state === "offline") return { tone: "warn", text: "Vault offline: nothing is dropped" };
  if (progress) {
    const of = progress.total === null ? "" : ` of ${count(progress.total)}`;
    return { tone: "busy", text: `${phaseWords(progress.phase)} ${count(progress.done)}${of}` };
  }
  if (state === "starting") return { tone: "busy", text: "Looking at the disk" };
  const skipped = files.skipped > 0 ? `, ${count(files.skipped)} skipped` : "";
  return { tone: "good", text: `${count(files.indexed)} indexed${skipped}` };
}

/** What the engine is doing, as a word to begin a line with. */
export function phaseWords(phase: string): string {
  const words = phase.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The embeddings' state in words; null when there is nothing to say. */
export function embeddingWords({ embeddings }: Status): { tone: Tone; text: string } | null {
  const { state, done, total } = embeddings;
  if (state === "off") return { tone: "warn", text: "Semantic search off" };
  if (state === "failed") return { tone: "bad", text: "Embeddings failed" };
  if (state === "working") return { tone: "busy", text: `Embedding ${percent(done, total)} %` };
  return null;
}

export function StatusLine({ short }: { short: boolean }) {
  const engine = useAppSelector((state) => state.connection.engine);
  const drafts = useAppSelector((state) => Object.keys(state.drafts).length);
  const { data: status } = useGetStatusQuery(undefined);
  const { data: workspace } = useGetWorkspaceQuery(undefined);
  const [steer] = useSteerIndexMutation();
  const connected = engine === "connected";
  const { approvals, changes, running } = useWaiting();
  const waiting = connected ? waitingWords(approvals, changes) : [];
  const index = status && connected ? indexWords(status) : null;
  const embeddings = status && connected ? embeddingWords(status) : null;
  return (
    <footer
      aria-label="Status"
      data-numeric
      className="flex h-6 shrink-0 items-center gap-1 border-t border-hairline bg-side px-2 text-1 text-muted"
    >
      <Part to="/index" tone={connected ? "good" : engine === "connecting" ? "busy" : "bad"}>
        {connected
          ? (workspace?.name ?? "Engine connected")
          : engine === "connecting"
            ? "Connecting"
            : "Engine not reachable"}
      </Part>
      {index && !(short && index.tone === "good" && (waiting.length > 0 || running > 0)) && (
        <Part to="/index" tone={index.tone}>
          {index.text}
        </Part>
      )}
      {status?.progress && connected && (
        <IconButton
          icon={Square}
          label="Stop indexing"
          size="small"
          className="!size-5"
          onClick={() => void steer("cancel")}
        />
      )}
      {embeddings && !short && (
        <Part to="/index" tone={embeddings.tone}>
          {embeddings.text}
        </Part>
      )}
      {running > 0 && connected && (
        <Part to="/agents?state=running" tone="busy">
          {short ? plural(running, "run") : `${plural(running, "agent")} at work`}
        </Part>
      )}
      {waiting.length > 0 && (
        <Part to="/inbox" tone={approvals > 0 ? "warn" : "busy"}>
          {(short ? waiting.slice(0, 1) : waiting).join(" · ")}
        </Part>
      )}
      <span className="flex-1" />
      {drafts > 0 && (
        <Part to="/" tone="warn">
          {plural(drafts, "unsaved note")}
        </Part>
      )}
      {!short && workspace && <span className="px-1.5">{`v${workspace.version}`}</span>}
    </footer>
  );
}
