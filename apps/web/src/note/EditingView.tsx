/** The editor, its code loaded when it is first needed. */
import { Skeleton } from "@claudeprojects/ui";
import { lazy, Suspense } from "react";

import type { Note } from "../api/types";
import type { DraftHandle } from "./useDraft";

const CodeEditor = lazy(() => import("../editor/CodeEditor"));

export interface EditingViewProps {
  note: Note;
  draft: DraftHandle;
  line: number | null;
}

export function EditingView({ note, draft, line }: EditingViewProps) {
  return (
    <Suspense
      fallback={
        <div className="mx-auto max-w-(--measure) px-6 py-4">
          <Skeleton lines={10} label="Loading the editor" />
        </div>
      }
    >
      <CodeEditor
        label={`Text of ${note.title}`}
        path={note.path}
        text={draft.text}
        markdown={note.kind === "note"}
        line={line}
        onChange={draft.change}
        onSave={() => void draft.save()}
      />
    </Suspense>
  );
}
