/** How a run stands: a word, and a dot that breathes while it works. */
import { Badge } from "@claudeprojects/ui";

import type { RunState } from "../api/agentTypes";
import { STATES } from "./words";

export function StateBadge({ state }: { state: RunState }) {
  const { tone, word } = STATES[state];
  return (
    <Badge tone={tone}>
      {state === "running" && (
        <span aria-hidden className="mr-1 size-1.5 rounded-full bg-accent motion-safe:animate-pulse" />
      )}
      {word}
    </Badge>
  );
}
