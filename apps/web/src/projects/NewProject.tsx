/** A new project: its name, who looks after it, and by when. */
import { announce, Button, Dialog, Input } from "@claudeprojects/ui";
import { useState } from "react";

import { useCreateProjectMutation } from "../api/projects";
import { problemOf } from "../api/problem";
import { useGo } from "../app/navigation";
import { nameProblem, projectUrl } from "../lib/paths";

export function NewProject({ onClose }: { onClose: () => void }) {
  const go = useGo();
  const [create, { isLoading }] = useCreateProjectMutation();
  const [title, setTitle] = useState("");
  const [owner, setOwner] = useState("");
  const [due, setDue] = useState("");
  const [wrong, setWrong] = useState<string>();
  const send = async () => {
    const name = title.trim();
    const refused = nameProblem(name);
    if (refused !== null) {
      setWrong(refused);
      return;
    }
    const answer = await create({ title: name, owner: owner.trim() || null, due: due || null });
    if (answer.error) {
      const problem = problemOf(answer.error);
      setWrong(problem.code === "note_exists" ? "There is a note of that name in Projects." : problem.detail);
      return;
    }
    announce(`${name} was made.`);
    onClose();
    go(projectUrl(answer.data.files[0]?.path ?? `Projects/${name}/${name}.md`));
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title="New project"
      description="A folder with a note. Every task in that folder belongs to it."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={isLoading} onClick={() => void send()}>
            Make it
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Input
          label="Name"
          value={title}
          error={wrong}
          autoFocus
          onChange={({ target }) => {
            setTitle(target.value);
            setWrong(undefined);
          }}
        />
        <div className="grid grid-cols-2 gap-3">
          <Input label="Owner" value={owner} onChange={({ target }) => setOwner(target.value)} />
          <Input label="Due" type="date" value={due} onChange={({ target }) => setDue(target.value)} />
        </div>
        <button type="submit" hidden />
      </form>
    </Dialog>
  );
}
