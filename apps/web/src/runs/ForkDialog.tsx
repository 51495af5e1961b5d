/** A new run that begins where this one stood after a step, with other words if one likes. */
import { Button, Dialog, ErrorState, TextArea } from "@claudeprojects/ui";
import { GitFork } from "lucide-react";
import { useState } from "react";

import { problemOf } from "../api/problem";
import { useForkRunMutation } from "../api/runs";
import { useGo } from "../app/navigation";

export function ForkDialog({ id, step, onClose }: { id: string; step: number; onClose: () => void }) {
  const go = useGo();
  const [fork, { error, isLoading }] = useForkRunMutation();
  const [prompt, setPrompt] = useState("");
  const send = async () => {
    const words = prompt.trim();
    const answer = await fork({ id, step, ...(words === "" ? {} : { prompt: words }) });
    if (!answer.data) return;
    onClose();
    go(`/agents/runs/${answer.data.id}`);
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Fork from step ${step}`}
      description="A new run goes on from there with everything said until then. This run stays as it is."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" icon={GitFork} disabled={isLoading} onClick={() => void send()}>
            Fork
          </Button>
        </>
      }
    >
      <TextArea
        label="What it should do instead"
        hint="Left empty, it takes the same step again."
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
      />
      {error && (
        <div className="mt-3">
          <ErrorState inline problem={problemOf(error)} />
        </div>
      )}
    </Dialog>
  );
}
