/** What the methodology says now and a running project does not have, with the way to add it. */
import { Button, ErrorState, Icon } from "@claudeprojects/ui";
import { FilePlus2, Info } from "lucide-react";
import { useState } from "react";

import { type MethodologyChange, useGetMethodologyChangesQuery } from "../../api/methodologies";
import type { Problem } from "../../api/problem";
import { plural } from "../../lib/format";
import { useSteps } from "./useSteps";

function sentence(items: readonly MethodologyChange[]): string {
  const differ = plural(items.length, "difference");
  return `${differ} from what the methodology says now`;
}

export function Changes({ project }: { project: string }) {
  const { currentData: items = [] } = useGetMethodologyChangesQuery(project);
  const { busy, update } = useSteps(project);
  const [problem, setProblem] = useState<Problem | null>(null);
  if (items.length === 0) return null;
  return (
    <div className="mt-3 border-t border-hairline pt-2.5">
      <details>
        <summary className="rounded-small text-2 text-muted select-none hover:text-text coarse:py-3">
          {sentence(items)}
        </summary>
        <ul className="mt-1.5 max-h-72 space-y-1 overflow-y-auto text-2 text-secondary" tabIndex={0}>
          {items.map(({ text, path, applied }) => (
            <li key={`${path} ${text}`} className="flex gap-2">
              <Icon
                of={applied ? FilePlus2 : Info}
                size={14}
                label={applied ? "Can be added" : "Yours to decide"}
                className="mt-px text-muted"
              />
              <span className="min-w-0 wrap-anywhere" title={path}>
                {text}
              </span>
            </li>
          ))}
        </ul>
        {items.some(({ applied }) => applied) && (
          <Button
            size="small"
            className="mt-2"
            disabled={busy}
            onClick={() => void update().then((failed) => setProblem(failed))}
          >
            Add what is missing
          </Button>
        )}
      </details>
      {problem && <ErrorState inline problem={problem} />}
    </div>
  );
}
