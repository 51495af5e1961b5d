/** States, modes and tools of runs in words. */
import type { Tone } from "@claudeprojects/ui";
import type { LucideIcon } from "lucide-react";
import {
  Bot,
  BookOpen,
  FilePen,
  FolderInput,
  Globe,
  ListTodo,
  Plug,
  Search,
  Terminal,
  Trash2,
  Waypoints,
  Wrench,
} from "lucide-react";

import type { Mode, Run, RunState } from "../api/agentTypes";

export const STATES: Record<RunState, { tone: Tone; word: string }> = {
  queued: { tone: "neutral", word: "Queued" },
  running: { tone: "accent", word: "Running" },
  waiting: { tone: "warning", word: "Waiting" },
  done: { tone: "success", word: "Done" },
  failed: { tone: "danger", word: "Failed" },
  cancelled: { tone: "neutral", word: "Cancelled" },
};

/** Whether a run may still do something by itself. */
export function isActive(run: Pick<Run, "state">): boolean {
  return run.state === "queued" || run.state === "running" || run.state === "waiting";
}

/** Whether a run carries out a phase of a project rather than an agent's task. */
export function isPhase({ agent }: Pick<Run, "agent">): boolean {
  return agent === "phase";
}

export const MODES: { value: Mode; label: string; hint: string }[] = [
  { value: "default", label: "Propose changes", hint: "Nothing reaches the disk before you accept it." },
  { value: "plan", label: "Only read", hint: "Reads and answers; changes and sends nothing." },
  { value: "acceptEdits", label: "Change notes", hint: "Writes at once; every change can be undone." },
  { value: "dontAsk", label: "Never ask", hint: "Refuses what would need your approval." },
];

/** A permission mode as a person reads it. */
export function modeWords(mode: Mode | null): string {
  if (mode === "bypassPermissions") return "Never asks in the vault";
  return MODES.find((other) => other.value === mode)?.label ?? "Propose changes";
}

const TOOLS: Record<string, [icon: LucideIcon, verb: string]> = {
  search: [Search, "Search"],
  grep: [Search, "Search text"],
  read: [BookOpen, "Read"],
  list: [BookOpen, "List"],
  write: [FilePen, "Write"],
  patch: [FilePen, "Change"],
  move: [FolderInput, "Move"],
  trash: [Trash2, "Delete"],
  tasks: [ListTodo, "Tasks"],
  plan: [ListTodo, "Plan"],
  graph: [Waypoints, "Links"],
  fetch: [Globe, "Fetch"],
  shell: [Terminal, "Run"],
  agent: [Bot, "Agent"],
  skill: [BookOpen, "Skill"],
  remember: [BookOpen, "Remember"],
};

/** The tools built in, by their names in agent files. */
export const TOOL_NAMES: readonly string[] = Object.keys(TOOLS);

/** Those that look and change nothing. */
export const READING: readonly string[] = ["search", "read", "list", "grep", "tasks", "graph"];

/** Claude Code's names for the tools that are ours under others. */
const ALIASES: Record<string, string> = {
  edit: "patch",
  multiedit: "patch",
  glob: "list",
  ls: "list",
  bash: "shell",
  webfetch: "fetch",
  task: "agent",
  todowrite: "plan",
};

/** The icon and verb of a tool; `mcp__server__tool` and unknown ones keep their own name. */
export function toolWords(name: string): { icon: LucideIcon; verb: string } {
  if (name.startsWith("mcp__")) {
    const [, server = "", ...rest] = name.split("__");
    return { icon: Plug, verb: `${server} · ${rest.join("__")}` };
  }
  const own = name.toLowerCase();
  const [icon, verb] = TOOLS[ALIASES[own] ?? own] ?? [Wrench, name];
  return { icon, verb };
}

/** The one argument that says what a call is about; `""` when none does. */
export function aboutCall(values: Record<string, unknown>): string {
  for (const key of [
    "path",
    "file_path",
    "source",
    "query",
    "q",
    "pattern",
    "command",
    "url",
    "agent",
    "name",
    "folder",
    "fact",
    "prompt",
  ]) {
    const value = values[key];
    if (typeof value === "string" && value !== "") return value;
  }
  return "";
}
