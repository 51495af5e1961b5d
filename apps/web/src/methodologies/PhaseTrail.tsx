/** The phases of a methodology in one line, each leading to the next. */
import { Icon } from "@claudeprojects/ui";
import { ChevronRight } from "lucide-react";

export function PhaseTrail({ phases }: { phases: readonly string[] }) {
  return (
    <ol aria-label="Phases" className="flex flex-wrap items-center gap-y-0.5 text-2 text-muted">
      {phases.map((phase, index) => (
        <li key={phase} className="flex items-center">
          {phase}
          {index < phases.length - 1 && <Icon of={ChevronRight} size={12} className="mx-0.5 opacity-70" />}
        </li>
      ))}
    </ol>
  );
}
