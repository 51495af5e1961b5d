/** What there is to say about a definition file, line by line. */
import { Icon, type Tone } from "@claudeprojects/ui";
import type { LucideIcon } from "lucide-react";
import { CircleX, Info, TriangleAlert } from "lucide-react";

import type { DefinitionProblem } from "../api/agentTypes";
import { Coded } from "../lib/Coded";

const LEVELS: Record<DefinitionProblem["level"], { icon: LucideIcon; tone: Tone; className: string }> = {
  error: { icon: CircleX, tone: "danger", className: "text-danger" },
  warning: { icon: TriangleAlert, tone: "warning", className: "text-warning-text" },
  note: { icon: Info, tone: "neutral", className: "text-muted" },
};

export function Problems({ problems }: { problems: readonly DefinitionProblem[] }) {
  if (problems.length === 0) return null;
  return (
    <ul className="mt-1 space-y-0.5">
      {problems.map((problem, index) => {
        const { icon, className } = LEVELS[problem.level];
        return (
          <li key={index} className="flex gap-1.5 text-2 text-secondary">
            <Icon of={icon} size={14} label={problem.level} className={`mt-0.5 ${className}`} />
            <span className="min-w-0 break-words">
              {problem.line > 0 && <span data-numeric>Line {problem.line}: </span>}
              <Coded text={problem.text} />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
