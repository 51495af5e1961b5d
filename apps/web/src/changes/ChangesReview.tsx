/** Everything a run changed or would change: reviewed word by word, taken or left by file or hunk, undone as a whole. */
import { announce, Button, ConfirmDialog, EmptyState, ErrorState, Skeleton, toast } from "@claudeprojects/ui";
import { Check, FileDiff, Undo2, X } from "lucide-react";
import { useState } from "react";

import type { Changeset, RunDetail } from "../api/agentTypes";
import {
  type Part,
  useAcceptChangesMutation,
  useRejectChangesMutation,
  useUndoRunMutation,
} from "../api/changes";
import { problemOf } from "../api/problem";
import { plural } from "../lib/format";
import { isActive } from "../runs/words";
import { FileCard } from "./FileCard";
import { countsWords } from "./words";

export interface ChangesReviewProps {
  run: RunDetail;
  changes: Changeset | undefined;
}

export function ChangesReview({ run, changes }: ChangesReviewProps) {
  const [accept, accepting] = useAcceptChangesMutation();
  const [reject, rejecting] = useRejectChangesMutation();
  const [undo, undoing] = useUndoRunMutation();
  const [asking, setAsking] = useState(false);
  if (!changes) return <Skeleton lines={6} label="Reading the changes" />;
  if (changes.files.length === 0) {
    return (
      <EmptyState
        icon={FileDiff}
        title="This run has changed nothing."
        hint={isActive(run) ? "What it changes appears here as it works." : undefined}
      />
    );
  }
  const id = changes.run_id;
  const open = changes.files.filter((file) => file.state === "proposed");
  const taken = changes.counts.accepted;
  const busy = accepting.isLoading || rejecting.isLoading || undoing.isLoading;
  const error = accepting.error ?? rejecting.error ?? undoing.error;
  const doUndo = async () => {
    const answer = await undo(id);
    if (answer.error) return;
    const kept = answer.data.counts.conflict;
    const title =
      kept === 0 ? "All of it is undone" : `Undone but for ${plural(kept, "file")}: see why below`;
    toast({ title, tone: kept === 0 ? "success" : "warning" });
    announce(title);
  };
  const take = (part: Omit<Part, "id">) => void accept({ id, ...part });
  const leave = (part: Omit<Part, "id">) => void reject({ id, ...part });
  return (
    <div className="mt-4">
      <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 bg-ground py-2">
        <p
          data-numeric
          aria-live="polite"
          className="basis-full text-3 text-secondary narrow:flex-1 narrow:basis-0"
        >
          {countsWords(changes)}
        </p>
        {taken > 0 && (
          <Button icon={Undo2} disabled={busy} onClick={() => setAsking(true)}>
            Undo the run
          </Button>
        )}
        {open.length > 0 && (
          <>
            <Button icon={X} disabled={busy} onClick={() => leave({})}>
              Reject all
            </Button>
            <Button variant="primary" icon={Check} disabled={busy} onClick={() => take({})}>
              Accept all
            </Button>
          </>
        )}
      </div>
      {error && (
        <div className="mb-3">
          <ErrorState inline problem={problemOf(error)} />
        </div>
      )}
      <div className="space-y-4">
        {changes.files.map((file) => (
          <FileCard key={file.id} file={file} busy={busy} onAccept={take} onReject={leave} />
        ))}
      </div>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Undo everything this run changed?"
        consequence={`${plural(taken, "accepted change")} will be taken back. What you changed in those files since then stays: both are merged.`}
        action="Undo the run"
        onConfirm={() => void doUndo()}
      />
    </div>
  );
}
