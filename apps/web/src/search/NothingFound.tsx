/** No result: the next thing to try, by how was searched. */
import { Button, EmptyState } from "@claudeprojects/ui";
import { FilePlus2, SearchX, Sparkles } from "lucide-react";

import type { SearchMode } from "../api/types";
import { useAppDispatch } from "../app/hooks";
import { nameProblem } from "../lib/paths";
import { overlayOpened } from "../state/overlays";

export interface NothingFoundProps {
  query: string;
  mode: SearchMode;
  onMode: (mode: SearchMode) => void;
}

export function NothingFound({ query, mode, onMode }: NothingFoundProps) {
  const dispatch = useAppDispatch();
  const byMeaning = (
    <Button icon={Sparkles} onClick={() => onMode("hybrid")}>
      Search by meaning, too
    </Button>
  );
  const create = (
    <Button
      icon={FilePlus2}
      onClick={() => dispatch(overlayOpened({ kind: "new-note", folder: "", name: query }))}
    >
      Write a note of that name
    </Button>
  );
  return (
    <EmptyState
      top
      icon={SearchX}
      title={`Nothing fits “${query}”.`}
      hint={
        mode === "keyword"
          ? "Other notes may say it in other words."
          : "Try fewer words, or another spelling."
      }
      action={mode === "keyword" ? byMeaning : nameProblem(query) === null ? create : undefined}
    />
  );
}
