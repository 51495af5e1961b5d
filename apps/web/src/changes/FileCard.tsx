/** What happens to one file: its hunks word by word, each with its two answers, and the two for all of it. */
import { Badge, Button, HunkView, Icon } from "@claudeprojects/ui";
import {
  ArrowRight,
  Check,
  ChevronRight,
  FileMinus2,
  FilePen,
  FilePlus2,
  FolderInput,
  X,
} from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import type { FileChange } from "../api/agentTypes";
import type { Part } from "../api/changes";
import { count, fileSize } from "../lib/format";
import { noteUrl } from "../lib/paths";
import { CHANGE_STATES, kindWords, linesOf, sentence } from "./words";

const ICONS = { create: FilePlus2, edit: FilePen, move: FolderInput, delete: FileMinus2 };

/** More lines than this are shown in part, until one asks for all. */
const MANY_LINES = 80;

export interface FileCardProps {
  file: FileChange;
  busy: boolean;
  onAccept: (part: Omit<Part, "id">) => void;
  onReject: (part: Omit<Part, "id">) => void;
}

function Name({ file }: { file: FileChange }) {
  const there =
    file.kind === "delete" ? file.state !== "accepted" : file.state === "accepted" || file.kind !== "create";
  const path = file.state === "proposed" ? (file.old_path ?? file.path) : file.path;
  const words = (
    <span dir="auto" className="wrap-anywhere">
      {file.old_path !== null && file.old_path !== file.path && (
        <>
          {file.old_path} <ArrowRight size={12} aria-label="to" className="inline text-muted" />{" "}
        </>
      )}
      {file.path}
    </span>
  );
  if (!there) return words;
  return (
    <Link to={noteUrl(path)} className="rounded-small hover:underline">
      {words}
    </Link>
  );
}

interface AnswersProps {
  busy: boolean;
  what: string;
  /** It could not be merged: taking it writes over what is there. */
  conflict?: boolean;
  onAccept: () => void;
  onReject: () => void;
}

function Answers({ busy, what, conflict = false, onAccept, onReject }: AnswersProps) {
  const [no, yes] = conflict ? ["Keep what is there", "Take it anyway"] : ["Reject", "Accept"];
  return (
    <div className="ml-auto flex gap-1">
      <Button
        size="small"
        variant="ghost"
        icon={X}
        disabled={busy}
        aria-label={`${no}${conflict ? " in" : ""} ${what}`}
        onClick={onReject}
      >
        {no}
      </Button>
      <Button
        size="small"
        icon={Check}
        disabled={busy}
        aria-label={`${yes}${conflict ? " in" : ""} ${what}`}
        onClick={onAccept}
      >
        {yes}
      </Button>
    </div>
  );
}

function Sizes({ file }: { file: FileChange }) {
  const sizes = [file.old_size, file.new_size].filter((size) => size !== null).map(fileSize);
  return (
    <p className="px-4 py-3 text-3 text-muted">
      {file.binary ? `Not text, so there are no lines to show: ${sizes.join(" before, ")}.` : ""}
      {!file.binary && file.kind === "move" && "Its text stays as it is; links to it follow."}
      {!file.binary && file.kind === "delete" && "It goes to the trash, from where it can be restored."}
      {!file.binary && file.kind === "create" && "An empty file."}
    </p>
  );
}

export function FileCard({ file, busy, onAccept, onReject }: FileCardProps) {
  const waits = file.state === "proposed";
  const conflict = file.state === "conflict";
  const [open, setOpen] = useState(waits || conflict);
  const [whole, setWhole] = useState(false);
  const lines = linesOf(file);
  const cut = !whole && lines > MANY_LINES;
  const [tone, word] = CHANGE_STATES[file.state];
  const many = waits && file.hunks.length > 1;
  return (
    <article aria-label={file.path} className="overflow-hidden rounded-card border border-hairline">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1.5 bg-side px-2 py-1.5">
        <button
          type="button"
          aria-expanded={open}
          aria-label={`${open ? "Fold" : "Unfold"} ${file.path}`}
          onClick={() => setOpen(!open)}
          className="hit-target flex size-6 items-center justify-center rounded-small text-muted hover:bg-fill-hover hover:text-text"
        >
          <Icon of={ChevronRight} size={14} className={`transition-transform ${open ? "rotate-90" : ""}`} />
        </button>
        <Icon of={ICONS[file.kind]} className="text-muted" />
        <h2 className="min-w-[min(100%,10rem)] flex-1 text-3 font-medium">
          <Name file={file} />
        </h2>
        <span className="text-2 text-muted">{kindWords(file.kind)}</span>
        <Badge tone={tone}>{word}</Badge>
        {(waits || conflict) && (
          <Answers
            busy={busy}
            what={file.path}
            conflict={conflict}
            onAccept={() => onAccept({ paths: [file.path] })}
            onReject={() => onReject({ paths: [file.path] })}
          />
        )}
      </header>
      {file.why !== "" && (
        <p className="border-t border-hairline bg-warning-subtle px-4 py-2 text-2 text-warning-text">
          {sentence(file.why)}
        </p>
      )}
      {open && (
        <div className={`border-t border-hairline ${cut ? "max-h-96 overflow-hidden" : ""}`}>
          {file.hunks.length === 0 && <Sizes file={file} />}
          {file.hunks.map((hunk, index) => (
            <div key={hunk.id} className="border-b border-hairline last:border-b-0">
              {many && (
                <div className="flex items-center gap-2 bg-sunken py-1 pr-2 pl-4">
                  <p data-numeric className="flex-1 text-2 text-muted">
                    Line {hunk.old_start}, change {index + 1} of {file.hunks.length}
                  </p>
                  <Answers
                    busy={busy}
                    what={`change ${index + 1} of ${file.path}`}
                    onAccept={() => onAccept({ hunks: [hunk.id] })}
                    onReject={() => onReject({ hunks: [hunk.id] })}
                  />
                </div>
              )}
              <HunkView label={`Change ${index + 1} of ${file.path}`} hunk={hunk} />
            </div>
          ))}
        </div>
      )}
      {open && cut && (
        <button
          type="button"
          onClick={() => setWhole(true)}
          className="flex min-h-row w-full items-center justify-center border-t border-hairline bg-side text-2 font-medium text-accent-text hover:bg-fill-hover"
        >
          Show all {count(lines)} lines
        </button>
      )}
    </article>
  );
}
