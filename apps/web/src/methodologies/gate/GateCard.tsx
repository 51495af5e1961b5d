/** A gate as it stands; the one of the current phase can be signed, waived and gone through. */
import { Button, ErrorState } from "@claudeprojects/ui";
import { ArrowRight, Undo2 } from "lucide-react";
import { useState } from "react";

import type { GateView, GuidedProject } from "../../api/methodologies";
import type { Problem } from "../../api/problem";
import { GateNeedRow } from "./GateNeedRow";
import { ReopenDialog } from "./ReopenDialog";
import { SignDialog } from "./SignDialog";
import { metWords, onwardWords } from "./steps";
import { useSteps } from "./useSteps";
import { WaiveDialog } from "./WaiveDialog";

export interface GateCardProps {
  gate: GateView;
  project: GuidedProject;
}

function Waived({ gate: { waived } }: { gate: GateView }) {
  if (waived === null) return null;
  return (
    <p className="mt-1 text-2 text-pretty break-words text-warning-text">
      Waived by {waived.person} on {waived.day}: {waived.reason}
    </p>
  );
}

export function GateCard({ gate, project }: GateCardProps) {
  const steps = useSteps(project.path);
  const [asking, setAsking] = useState<{ role: string } | "waive" | "reopen" | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const here = gate.current && project.status !== "done";
  const onward = onwardWords(gate, project.gates);
  const close = () => setAsking(null);
  const advance = async () => {
    const next = gate.next_phase === null;
    setProblem(await steps.advance(next ? `${project.name} is finished` : `${gate.phase_title} is over`));
  };
  return (
    <div className="pb-3">
      <h4 className="text-3">
        <span className="text-muted">Gate: </span>
        <span className="font-medium">{gate.title}</span>
        {gate.items.length > 0 && (
          <span data-numeric className="ml-2 text-2 whitespace-nowrap text-muted">
            {metWords(gate)}
          </span>
        )}
      </h4>
      <Waived gate={gate} />
      <ul className="mt-1 divide-y divide-hairline">
        {gate.items.map((item) => (
          <GateNeedRow
            key={item.text}
            item={item}
            onSign={
              here && item.kind === "sign-off" && !item.met ? () => setAsking({ role: item.role }) : undefined
            }
          />
        ))}
      </ul>
      {here && (
        <div className="mt-2.5 flex flex-wrap gap-2">
          {gate.opens ? (
            <Button variant="primary" icon={ArrowRight} disabled={steps.busy} onClick={() => void advance()}>
              {onward}
            </Button>
          ) : (
            <>
              <Button disabled icon={ArrowRight}>
                {onward}
              </Button>
              <Button variant="ghost" onClick={() => setAsking("waive")}>
                Waive…
              </Button>
            </>
          )}
        </div>
      )}
      {gate.through && (
        <Button size="small" icon={Undo2} className="mt-2" onClick={() => setAsking("reopen")}>
          Open this phase again…
        </Button>
      )}
      {problem && (
        <div className="mt-2">
          <ErrorState inline problem={problem} />
        </div>
      )}
      {asking === "waive" && <WaiveDialog gate={gate} onWaive={steps.waive} onClose={close} />}
      {asking === "reopen" && (
        <ReopenDialog
          gate={gate}
          onReopen={(person, reason) => steps.reopen(gate, person, reason)}
          onClose={close}
        />
      )}
      {asking !== null && typeof asking === "object" && (
        <SignDialog
          role={asking.role}
          gate={gate.title}
          onSign={(person) => steps.sign(asking.role, person)}
          onClose={close}
        />
      )}
    </div>
  );
}
