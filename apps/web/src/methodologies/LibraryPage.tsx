/** The library of methodologies: your own, those built in, and files that are not used yet. */
import { Button, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";

import { type MethodologySummary, useGetMethodologiesQuery } from "../api/methodologies";
import { problemOf } from "../api/problem";
import { useCommands } from "../commands/registry";
import { Page } from "../lib/Page";
import { FilesToMend } from "./FilesToMend";
import { MethodologyCard } from "./MethodologyCard";
import { NewMethodology } from "./NewMethodology";
import { StartProject } from "./StartProject";

function Shelf({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mb-9">
      <h2 className="mb-3 border-b border-hairline pb-1.5 text-3 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

interface LibraryProps {
  items: readonly MethodologySummary[];
  onStart: (methodology: MethodologySummary) => void;
}

function Library({ items, onStart }: LibraryProps) {
  const used = items.filter((item) => item.used);
  const own = used.filter(({ origin }) => origin === "vault");
  const builtin = used.filter(({ origin }) => origin === "builtin");
  const mend = items.filter((item) => item.origin === "vault" && (!item.used || item.problems.length > 0));
  const cards = (shelf: readonly MethodologySummary[]) => (
    <ul className="grid gap-3 @min-[38rem]:grid-cols-2">
      {shelf.map((item) => (
        <MethodologyCard key={item.path} methodology={item} onStart={() => onStart(item)} />
      ))}
    </ul>
  );
  return (
    <div className="@container">
      {mend.length > 0 && (
        <Shelf title="Files to look at">
          <FilesToMend files={mend} />
        </Shelf>
      )}
      {own.length > 0 && <Shelf title="Yours">{cards(own)}</Shelf>}
      {builtin.length > 0 && <Shelf title="Built in">{cards(builtin)}</Shelf>}
    </div>
  );
}

export function LibraryPage() {
  const { data, error, refetch } = useGetMethodologiesQuery(undefined, { refetchOnMountOrArgChange: true });
  const [starting, setStarting] = useState<string | null>(null);
  const [creating, setCreating] = useState(false);
  const create = () => setCreating(true);
  useCommands([
    { id: "methodology.create", title: "New methodology", group: "This screen", icon: Plus, run: create },
  ]);
  return (
    <Page
      title="Methodologies"
      lead="Ways to run a project: phases, what is done in each, and the gate after it. Each is a Markdown file."
      actions={
        <Button icon={Plus} onClick={create}>
          New methodology
        </Button>
      }
    >
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} label="Reading the methodologies" />}
      {data && <Library items={data} onStart={({ name }) => setStarting(name)} />}
      {starting !== null && <StartProject name={starting} onClose={() => setStarting(null)} />}
      {creating && <NewMethodology onClose={() => setCreating(false)} />}
    </Page>
  );
}
