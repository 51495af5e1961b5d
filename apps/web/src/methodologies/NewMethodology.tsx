/** A methodology of one's own: empty, or a copy of another; it opens in the editor. */
import { Button, Dialog, ErrorState, Input } from "@claudeprojects/ui";
import { type SubmitEvent, useState } from "react";

import { useCreateMethodologyMutation } from "../api/methodologies";
import { problemOf } from "../api/problem";
import { useGo } from "../app/navigation";
import { noteUrl } from "../lib/paths";
import { fileName } from "./words";

export interface NewMethodologyProps {
  /** The methodology that is copied; none begins with a small one. */
  source?: { name: string; title: string } | undefined;
  onClose: () => void;
}

export function NewMethodology({ source, onClose }: NewMethodologyProps) {
  const go = useGo();
  const [create, { error, isLoading }] = useCreateMethodologyMutation();
  const [typed, setTyped] = useState(source ? `Our ${source.title}` : "");
  const name = fileName(typed);
  const send = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await create({ name, source: source?.name ?? "" });
    if (!answer.data) return;
    onClose();
    go(noteUrl(answer.data.path, { edit: true }));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={source ? `Copy ${source.title}` : "New methodology"}
      description={
        source
          ? "The copy and its templates are notes of yours; projects that run are not touched."
          : "It begins with one phase, one activity and one gate, to be written further."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="new-methodology" disabled={isLoading || name === ""}>
            {source ? "Copy and edit" : "Create and edit"}
          </Button>
        </>
      }
    >
      <form id="new-methodology" className="space-y-3" onSubmit={(event) => void send(event)}>
        <Input
          autoFocus
          label="Name"
          placeholder="Our way of working"
          value={typed}
          hint={
            <span className="font-code wrap-anywhere">
              {`Methodologies/${name === "" ? "…" : name}/${name === "" ? "…" : name}.md`}
            </span>
          }
          onChange={(event) => setTyped(event.target.value)}
        />
        {error && <ErrorState inline problem={problemOf(error)} />}
      </form>
    </Dialog>
  );
}
