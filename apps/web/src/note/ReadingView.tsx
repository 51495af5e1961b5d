/** The note as one reads it: its title, its properties, its text; it knows how far one has read. */
import { announce, toast } from "@claudeprojects/ui";
import { headingKey } from "@claudeprojects/ui/markdown";
import { useCallback, useEffect, useMemo, useRef } from "react";

import { usePatchNoteMutation } from "../api/notes";
import { problemOf } from "../api/problem";
import type { Note } from "../api/types";
import { useAppDispatch } from "../app/hooks";
import { nameOf, titleOf } from "../lib/paths";
import { lineRead } from "../state/reading";
import { LockedNotice } from "./properties/LockedNotice";
import { lockOf } from "./properties/locked";
import { PropertiesForm } from "./properties/PropertiesForm";
import { Rendered } from "./Rendered";
import { SourceView } from "./SourceView";
import { withSymbol } from "./tasks";
import type { DraftHandle } from "./useDraft";

export interface ReadingViewProps {
  note: Note;
  draft: DraftHandle;
  line: number | null;
  /** `#heading` of the address. */
  anchor: string;
  /** Names the visit: coming again to the same place scrolls again. */
  visit: string;
}

/** How far below the top edge a heading still counts as reached, in pixels. */
const REACHED = 96;

function decode(anchor: string): string {
  try {
    return decodeURIComponent(anchor);
  } catch {
    return anchor;
  }
}

function useScrollSpy(frame: React.RefObject<HTMLDivElement | null>) {
  const dispatch = useAppDispatch();
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    let waiting = 0;
    const look = () => {
      waiting = 0;
      const edge = element.getBoundingClientRect().top + REACHED;
      let line = 0;
      for (const heading of element.querySelectorAll(":is(h1,h2,h3,h4,h5,h6)[data-line]")) {
        if (heading.getBoundingClientRect().top > edge) break;
        line = Number(heading.getAttribute("data-line"));
      }
      dispatch(lineRead(line));
    };
    const onScroll = () => {
      waiting ||= requestAnimationFrame(look);
    };
    look();
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(waiting);
      element.removeEventListener("scroll", onScroll);
    };
  }, [dispatch, frame]);
}

export function ReadingView({ note, draft, line, anchor, visit }: ReadingViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [patch] = usePatchNoteMutation();
  useScrollSpy(frame);
  const place = useMemo(() => {
    if (visit === "" || (line === null && anchor.length <= 1)) return null;
    return line === null ? { subpath: decode(anchor) } : { line };
  }, [line, anchor, visit]);

  const { dirty, text, change } = draft;
  const { path, hash } = note;
  const write = useCallback(
    async (task: { line: number; symbol: string }) => {
      const answer = await patch({ path, base_hash: hash, task });
      if (!answer.error) return;
      const problem = problemOf(answer.error);
      const title =
        problem.code === "note_conflict" ? "The note changed just now; look again" : problem.title;
      toast({ title, detail: problem.hint ?? problem.detail, tone: "warning" });
      announce(title);
    },
    [hash, patch, path],
  );
  const toggle = useCallback(
    (task: { line: number; symbol: string }) => {
      // Where unsaved text is shown, the change belongs to it.
      if (dirty) change(withSymbol(text, task.line, task.symbol));
      else void write(task);
    },
    [change, dirty, text, write],
  );

  if (note.kind !== "note") return <SourceView text={text} label={nameOf(note.path)} />;
  const lock = lockOf(note, dirty);
  const title = titleOf(note.path);
  const [first] = note.headings;
  const titled = first?.level === 1 && headingKey(first.text) === headingKey(title);
  return (
    <div
      ref={frame}
      className="h-full overflow-y-auto"
      tabIndex={0}
      role="region"
      aria-label={`Text of ${title}`}
    >
      <div className="mx-auto w-full max-w-(--measure) px-5 pt-4 pb-[30vh] text-4 narrow:px-6">
        {!titled && (
          <h1 className="mb-4 font-reading text-6 font-semibold tracking-tight text-balance break-words">
            {title}
          </h1>
        )}
        {lock === null ? (
          <PropertiesForm note={note} />
        ) : (
          (lock.inText || Object.keys(note.properties).length > 0) && <LockedNotice lock={lock} />
        )}
        <Rendered
          note={note}
          text={text}
          place={place}
          properties={lock !== null}
          onToggleTask={note.editable ? toggle : undefined}
        />
        {text.trim() === "" && <p className="text-4 text-muted">This note is empty.</p>}
      </div>
    </div>
  );
}
