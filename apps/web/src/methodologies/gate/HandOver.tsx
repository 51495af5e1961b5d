/** Giving an activity that agents have to a person. */
import { Button, Dialog, ErrorState } from "@claudeprojects/ui";
import { type SubmitEvent, useState } from "react";

import { useHandOverActivityMutation } from "../../api/phases";
import { problemOf } from "../../api/problem";
import { PersonField } from "../PersonField";
import { Question } from "../Question";
import { lastSigner } from "./signer";

export interface HandOverProps {
  run: string;
  activity: { id: string; title: string };
  onClose: () => void;
}

export function HandOver({ run, activity, onClose }: HandOverProps) {
  const [send, { error, isLoading }] = useHandOverActivityMutation();
  const [person, setPerson] = useState(lastSigner);
  const name = person.trim();
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const answer = await send({ id: run, activity: activity.id, person: name });
    if (answer.data) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={`Hand over “${activity.title}”`}
      description="An agent at work on it is stopped; the other activities go on."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="hand-over" disabled={isLoading || name === ""}>
            Hand over
          </Button>
        </>
      }
    >
      <form id="hand-over" className="min-h-24 space-y-3" onSubmit={(event) => void submit(event)}>
        <Question ask="Who does it">
          {(describedBy) => (
            <PersonField
              label="Who does it"
              value={person}
              invalid={false}
              describedBy={describedBy}
              onChange={setPerson}
            />
          )}
        </Question>
        {error && <ErrorState inline problem={problemOf(error)} />}
      </form>
    </Dialog>
  );
}
