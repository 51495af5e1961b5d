/** What to do in a vault that is still empty. */
import { Button, EmptyState } from "@claudeprojects/ui";
import { FilePlus2, NotebookPen } from "lucide-react";

import { useAppDispatch } from "../app/hooks";
import { overlayOpened } from "../state/overlays";

export function FirstSteps() {
  const dispatch = useAppDispatch();
  return (
    <EmptyState
      icon={NotebookPen}
      title="This vault is empty."
      hint="Write a first note, or put Markdown files into the folder with any program: they are found here within a second. Write [[a name]] to link two notes, #a-tag to group them, - [ ] for a task."
      action={
        <Button icon={FilePlus2} onClick={() => dispatch(overlayOpened({ kind: "new-note", folder: "" }))}>
          Write the first note
        </Button>
      }
    />
  );
}
