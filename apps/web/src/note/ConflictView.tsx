/** Both sides of a conflict: what is here and what is on disk, and three ways to settle it. Nothing is lost. */
import { Button, DiffView, Segmented, Skeleton } from "@claudeprojects/ui";
import { lazy, Suspense, useState } from "react";

import { plural } from "../lib/format";
import type { DraftHandle, OtherSide } from "./useDraft";

const MergeEditor = lazy(() => import("../editor/MergeEditor"));

export interface ConflictViewProps {
  mine: string;
  other: OtherSide;
  draft: DraftHandle;
}

type Way = "compare" | "merge";

export function ConflictView({ mine, other, draft }: ConflictViewProps) {
  const [way, setWay] = useState<Way>("compare");
  const [merged, setMerged] = useState(mine);
  const gone = other.text === null;
  const theirs = other.text ?? "";
  return (
    <section aria-label="Both versions" className="flex h-full flex-col">
      <header className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-2 border-y border-hairline bg-warning-subtle px-4 py-2.5">
        <div className="min-w-60 flex-1">
          <h2 className="text-3 font-semibold text-warning-text">
            {gone ? "The file is gone from the disk" : "The file changed on disk while you were editing"}
          </h2>
          <p className="text-2 text-secondary">
            {gone
              ? "Your text is here. Save it to make the file again, or let it go."
              : `Yours has ${plural(mine.split("\n").length, "line")}, the disk’s ${plural(theirs.split("\n").length, "line")}. Nothing is written until you choose.`}
          </p>
        </div>
        <div className="flex flex-wrap gap-2">
          <Button variant="ghost" onClick={draft.hideSides}>
            Decide later
          </Button>
          <Button onClick={draft.discard}>{gone ? "Let mine go" : "Take theirs"}</Button>
          {way === "merge" && !gone ? (
            <Button variant="primary" onClick={() => void draft.settle(merged)}>
              Save the merged text
            </Button>
          ) : (
            <Button variant="primary" onClick={() => void draft.settle(mine)}>
              {gone ? "Save mine" : "Take mine"}
            </Button>
          )}
        </div>
      </header>
      {!gone && (
        <div className="flex shrink-0 items-center px-4 py-2">
          <Segmented<Way>
            label="How to settle it"
            value={way}
            options={[
              { value: "compare", label: "Compare" },
              { value: "merge", label: "Merge by hand" },
            ]}
            onChange={setWay}
          />
        </div>
      )}
      <div className="min-h-0 flex-1 overflow-auto px-4 pb-6">
        {way === "merge" && !gone ? (
          <Suspense fallback={<Skeleton lines={8} label="Loading the editor" />}>
            <MergeEditor mine={merged} theirs={theirs} onChange={setMerged} />
          </Suspense>
        ) : (
          <DiffView
            before={theirs}
            after={mine}
            beforeLabel={gone ? "On disk: nothing" : "On disk (theirs)"}
            afterLabel="Here (mine)"
          />
        )}
      </div>
    </section>
  );
}
