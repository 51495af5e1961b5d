/** Whose a definition file is, in words. */
import type { Origin } from "../api/agentTypes";

const WORDS: Record<Origin, string> = {
  vault: "this vault",
  user: "your own",
  plugin: "plugin",
  builtin: "built in",
};

export function originWords(origin: Origin, plugin: string | null = null): string {
  return plugin === null ? WORDS[origin] : `plugin ${plugin}`;
}
