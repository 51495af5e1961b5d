/** A new sprint of a project: its name, days, goal and how much fits into it. */
import { announce, Button, Dialog, Input } from "@claudeprojects/ui";
import { useState } from "react";

import { problemOf } from "../../api/problem";
import { type Project, type Sprint, useCreateSprintMutation } from "../../api/projects";
import { nameProblem } from "../../lib/paths";
import { today } from "../../lib/format";
import { daysAfter } from "../../tasks/taskMenu";

const TWO_WEEKS = 13;

export interface NewSprintProps {
  project: Project;
  sprints: readonly Sprint[];
  onClose: () => void;
}

export function NewSprint({ project, sprints, onClose }: NewSprintProps) {
  const [create, { isLoading }] = useCreateSprintMutation();
  const last = sprints.map(({ end }) => end ?? "").reduce((a, b) => (a > b ? a : b), "");
  const begins = last === "" ? today() : daysAfter(last, 1);
  const [fields, setFields] = useState({
    title: `${project.title} sprint ${sprints.length + 1}`,
    goal: "",
    start: begins,
    end: daysAfter(begins, TWO_WEEKS),
    capacity: "",
  });
  const [wrong, setWrong] = useState<string>();
  const set = (name: keyof typeof fields) => (event: { target: { value: string } }) => {
    setFields({ ...fields, [name]: event.target.value });
    setWrong(undefined);
  };
  const send = async () => {
    const refused = nameProblem(fields.title);
    if (refused !== null) {
      setWrong(refused);
      return;
    }
    const answer = await create({
      title: fields.title.trim(),
      project: project.path,
      goal: fields.goal.trim() || null,
      start: fields.start || null,
      end: fields.end || null,
      capacity: fields.capacity === "" ? null : Number(fields.capacity),
    });
    if (answer.error) {
      setWrong(problemOf(answer.error).detail);
      return;
    }
    announce(`${fields.title} was made.`);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title="New sprint"
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={isLoading} onClick={() => void send()}>
            Make it
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Input label="Name" value={fields.title} error={wrong} autoFocus onChange={set("title")} />
        <Input label="Goal" value={fields.goal} onChange={set("goal")} />
        <div className="grid grid-cols-2 gap-3">
          <Input label="Start" type="date" value={fields.start} onChange={set("start")} />
          <Input label="End" type="date" value={fields.end} onChange={set("end")} />
        </div>
        <Input
          label="Capacity"
          type="number"
          min={0}
          hint="In the unit of your estimates."
          value={fields.capacity}
          onChange={set("capacity")}
        />
      </div>
    </Dialog>
  );
}
