/** Asks for the name of a new note or folder, and says where it will be. */
import { Button, Dialog, Input } from "@claudeprojects/ui";
import { type SubmitEvent, useState } from "react";

import { joinPath, nameProblem } from "../lib/paths";
import { useFileActions } from "./useFileActions";

export interface CreateDialogProps {
  what: "note" | "folder";
  folder: string;
  suggestion: string;
  onClose: () => void;
}

export function CreateDialog({ what, folder, suggestion, onClose }: CreateDialogProps) {
  const actions = useFileActions();
  const [name, setName] = useState(suggestion);
  const [error, setError] = useState<string | undefined>();
  const form = `create-${what}`;

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    // “Projects/Plan” makes the note in a folder below.
    const problem = name
      .split("/")
      .map(nameProblem)
      .find((found) => found !== null);
    if (problem !== undefined) {
      setError(problem);
      return;
    }
    const path = joinPath(folder, name.trim());
    const failure =
      what === "note"
        ? await actions.createNote(/\.md$/i.test(path) ? path : `${path}.md`)
        : await actions.createFolder(path);
    if (failure)
      setError(
        failure.code === "note_exists" ? "There is already a file of that name here." : failure.detail,
      );
    else onClose();
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={what === "note" ? "New note" : "New folder"}
      description={folder === "" ? "In the vault’s root" : `In ${folder}`}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form={form} disabled={name.trim() === ""}>
            {what === "note" ? "Create note" : "Create folder"}
          </Button>
        </>
      }
    >
      <form id={form} onSubmit={(event) => void submit(event)}>
        <Input
          autoFocus
          aria-label="Name"
          placeholder="Name"
          value={name}
          error={error}
          onChange={(event) => {
            setName(event.target.value);
            setError(undefined);
          }}
        />
      </form>
    </Dialog>
  );
}
