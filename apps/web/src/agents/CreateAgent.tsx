/** Writing down a new agent: what the form says becomes a Markdown file, which is shown then. */
import { Button, Dialog, ErrorState, Input, Pills, Segmented, TextArea } from "@claudeprojects/ui";
import { useState } from "react";

import { useCreateAgentMutation } from "../api/library";
import { problemOf } from "../api/problem";
import { useGo } from "../app/navigation";
import { agentUrl } from "../lib/paths";
import { ModelSelect, ROUTED } from "../runs/ModelSelect";
import { READING, TOOL_NAMES, toolWords } from "../runs/words";

const PLACES = [
  { value: "vault", label: "This vault" },
  { value: "own", label: "All my vaults" },
] as const;

/** What the file may be called: lowercase words joined by hyphens, made of whatever was typed. */
export function agentName(typed: string): string {
  return typed
    .normalize("NFKD")
    .toLowerCase()
    .replace(/\p{M}/gu, "")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 64);
}

export function CreateAgent({ onClose }: { onClose: () => void }) {
  const go = useGo();
  const [create, { error, isLoading }] = useCreateAgentMutation();
  const [typed, setTyped] = useState("");
  const [description, setDescription] = useState("");
  const [prompt, setPrompt] = useState("");
  const [tools, setTools] = useState<ReadonlySet<string>>(new Set(READING));
  const [model, setModel] = useState(ROUTED);
  const [place, setPlace] = useState<"vault" | "own">("vault");
  const name = agentName(typed);
  const toggle = (tool: string) => {
    const next = new Set(tools);
    if (!next.delete(tool)) next.add(tool);
    setTools(next);
  };
  const send = async () => {
    const chosen = TOOL_NAMES.filter((tool) => tools.has(tool));
    const own = place === "own";
    const answer = await create({ name, description: description.trim(), prompt, model, own, tools: chosen });
    if (!answer.data) return;
    onClose();
    go(agentUrl(name));
  };
  const file = `${place === "own" ? "~/" : ""}.claude/agents/${name === "" ? "…" : name}.md`;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="large"
      title="Create an agent"
      description="It is a Markdown file that Claude Code reads as well. What it may do is still yours to allow."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            disabled={isLoading || name === "" || description.trim() === ""}
            onClick={() => void send()}
          >
            Create
          </Button>
        </>
      }
    >
      <div className="space-y-4">
        <Input
          label="Name"
          placeholder="minutes-keeper"
          value={typed}
          hint={<span className="font-code">{file}</span>}
          onChange={(event) => setTyped(event.target.value)}
        />
        <TextArea
          label="What it is for, and when to use it"
          placeholder="Writes the minutes of a meeting from its transcript. Use after every meeting."
          rows={2}
          value={description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <TextArea
          label="What it is told"
          placeholder="You write minutes. First read … Then … Hand back …"
          rows={5}
          hint="Left empty, the file holds a frame to fill in."
          value={prompt}
          onChange={(event) => setPrompt(event.target.value)}
        />
        <div className="flex flex-col gap-1.5">
          <p className="text-2 font-medium text-secondary">Tools it may use</p>
          <Pills
            label="Tools it may use"
            options={TOOL_NAMES.map((tool) => ({ value: tool, label: toolWords(tool).verb }))}
            chosen={tools}
            onToggle={toggle}
          />
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ModelSelect value={model} onChange={setModel} />
          <Segmented label="Where it is kept" value={place} options={PLACES} onChange={setPlace} />
        </div>
        {error && <ErrorState inline problem={problemOf(error)} />}
      </div>
    </Dialog>
  );
}
