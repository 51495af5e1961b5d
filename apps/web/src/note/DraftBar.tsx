/** The line over a note with unsaved text: what is not saved, what the disk has done, and the ways on. */
import { Button, ErrorState } from "@claudeprojects/ui";

import type { DraftHandle } from "./useDraft";

export function DraftBar({ draft, editing }: { draft: DraftHandle; editing: boolean }) {
  if (draft.conflict) return null;
  if (draft.problem) {
    return (
      <div className="px-4 pb-2">
        <ErrorState inline problem={draft.problem} onRetry={() => void draft.save()} />
      </div>
    );
  }
  if (draft.outside) {
    return (
      <div
        role="alert"
        className="flex shrink-0 flex-wrap items-center gap-2 border-y border-hairline bg-warning-subtle px-4 py-1.5 text-3"
      >
        <p className="min-w-50 flex-1 text-warning-text">
          This note changed on disk since you began to edit. Both versions are kept.
        </p>
        <Button size="small" onClick={draft.showSides}>
          Show both sides
        </Button>
      </div>
    );
  }
  if (!draft.dirty) return null;
  return (
    <div className="flex shrink-0 items-center gap-2 border-y border-hairline bg-side px-4 py-1 text-2 text-secondary">
      <span aria-hidden className="size-2 rounded-full bg-accent" />
      <p className="min-w-0 flex-1 truncate">
        {draft.saving
          ? "Saving"
          : editing
            ? "Not saved yet; kept in this browser"
            : "You are reading your unsaved text"}
      </p>
      <Button size="small" variant="ghost" onClick={draft.discard}>
        Discard
      </Button>
      <Button
        size="small"
        variant="primary"
        keys="mod+s"
        disabled={draft.saving}
        onClick={() => void draft.save()}
      >
        Save
      </Button>
    </div>
  );
}
