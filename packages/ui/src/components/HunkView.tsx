import { useMemo, useRef } from "react";

import { hunkDiff, patchDiff, type Hunk } from "../lib/hunks";
import { useWide } from "../lib/wide";
import { DiffTable } from "./DiffTable";
import { diffRows } from "./diff-rows";

/** Enough for no line to be folded away. */
const ALL = 10_000;

export interface HunkViewProps {
  label: string;
  hunk: Hunk;
}

/** One stretch of a change to review, word by word; side by side where there is room. */
export function HunkView({ label, hunk }: HunkViewProps) {
  const frame = useRef<HTMLDivElement>(null);
  const diff = useMemo(() => hunkDiff(hunk), [hunk]);
  // What only comes or only goes has no other side.
  const split = useWide(frame, diff.added > 0 && diff.removed > 0);
  const rows = useMemo(() => diffRows(diff, split, ALL, new Set()), [diff, split]);
  return (
    <div ref={frame}>
      <DiffTable label={label} rows={rows} split={split} />
    </div>
  );
}

export interface PatchViewProps {
  label: string;
  /** A unified diff; any other text is shown as it is. */
  text: string;
}

/** A unified diff drawn as such: what a tool would change, before it does. */
export function PatchView({ label, text }: PatchViewProps) {
  const rows = useMemo(() => {
    const diff = patchDiff(text);
    return diff && diffRows(diff, false, ALL, new Set());
  }, [text]);
  if (rows) return <DiffTable label={label} rows={rows} split={false} />;
  return (
    <pre
      aria-label={label}
      role="region"
      tabIndex={0}
      className="overflow-x-auto px-3 py-2 font-code text-2 leading-5 break-words whitespace-pre-wrap"
    >
      {text}
    </pre>
  );
}
