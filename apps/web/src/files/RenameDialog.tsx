/** Renames a file or folder; says how many links will follow. */
import { Button, Dialog, Input } from "@claudeprojects/ui";
import { type SubmitEvent, useState } from "react";

import { useGetBacklinksQuery } from "../api/graph";
import { plural } from "../lib/format";
import { extensionOf, folderOf, joinPath, nameOf, nameProblem, titleOf } from "../lib/paths";
import { useFileActions } from "./useFileActions";

export interface RenameDialogProps {
  path: string;
  folder: boolean;
  onClose: () => void;
}

export function RenameDialog({ path, folder, onClose }: RenameDialogProps) {
  const actions = useFileActions();
  const hidden = !folder && /\.md$/i.test(path);
  const [name, setName] = useState(hidden ? titleOf(path) : nameOf(path));
  const [error, setError] = useState<string | undefined>();
  const { data: backlinks } = useGetBacklinksQuery(path, { skip: folder });
  const links = backlinks?.items.length ?? 0;
  const more = backlinks?.next_cursor ? "more than " : "";

  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const full = hidden ? name.trim() + extensionOf(path) : name.trim();
    const target = joinPath(folderOf(path), full);
    if (target === path) {
      onClose();
      return;
    }
    const problem = nameProblem(full);
    const failure = problem === null ? await actions.move(path, target) : null;
    if (problem === null && failure === null) onClose();
    else setError(problem ?? failure?.detail);
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title={`Rename ${titleOf(path)}`}
      description={
        links > 0
          ? `${more}${plural(links, "link")} to it will be updated, each in its own style.`
          : "Links to it, if there are any, will follow."
      }
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" form="rename">
            Rename
          </Button>
        </>
      }
    >
      <form id="rename" onSubmit={(event) => void submit(event)}>
        <Input
          autoFocus
          aria-label="New name"
          value={name}
          error={error}
          onFocus={(event) => event.target.select()}
          onChange={(event) => {
            setName(event.target.value);
            setError(undefined);
          }}
        />
      </form>
    </Dialog>
  );
}
