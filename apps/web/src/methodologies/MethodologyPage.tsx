/** One methodology as a practitioner reads it: the way through its phases, how each is done, the notes it makes. */
import { Button, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Copy, Pencil, Play } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useParams } from "react-router";

import { type MethodologyView, useGetMethodologyQuery } from "../api/methodologies";
import { problemOf } from "../api/problem";
import { useGo } from "../app/navigation";
import { type Command, useCommands } from "../commands/registry";
import { Page } from "../lib/Page";
import { noteUrl } from "../lib/paths";
import { Guide } from "./Guide";
import { Lint } from "./Lint";
import { NewMethodology } from "./NewMethodology";
import { NotesMade } from "./NotesMade";
import { PhaseStage } from "./PhaseStage";
import { StartProject } from "./StartProject";
import { introduction, sizeWords } from "./words";

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-9">
      <h2 className="mb-4 border-b border-hairline pb-1.5 text-3 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

function Body({ methodology }: { methodology: MethodologyView }) {
  const { when, guide, stages, artefacts_made: artefacts, problems, path } = methodology;
  const titles = new Map(artefacts.map(({ id, title }) => [id, title]));
  const titleOf = (id: string) => titles.get(id) ?? id;
  const first = introduction(guide, 2);
  return (
    <>
      <Lint path={path} problems={problems} />
      <p className="max-w-(--measure) text-3 text-pretty text-secondary">{when}</p>
      <p className="mt-2 text-2 text-muted">{sizeWords(methodology)}</p>
      {first !== "" && (
        <div className="mt-5 max-w-(--measure)">
          <Guide text={first} />
        </div>
      )}
      <Part title="The way through it">
        <ol>
          {stages.map((phase, index) => (
            <PhaseStage
              key={phase.id}
              phase={phase}
              number={index + 1}
              last={index === stages.length - 1}
              titleOf={titleOf}
            />
          ))}
        </ol>
      </Part>
      {artefacts.length > 0 && (
        <Part title="The notes it makes">
          <NotesMade artefacts={artefacts} />
        </Part>
      )}
    </>
  );
}

export function MethodologyPage() {
  const { name = "" } = useParams();
  const go = useGo();
  const { currentData: methodology, error, refetch } = useGetMethodologyQuery(name);
  const [open, setOpen] = useState<"start" | "copy" | null>(null);
  const close = () => setOpen(null);
  const own = methodology?.origin === "vault" && !methodology.path.startsWith(".");
  const edit = () => methodology && go(noteUrl(methodology.path, { edit: true }));
  const commands: Command[] = [
    {
      id: "methodology.start",
      title: "Start a project by this methodology",
      group: "This screen",
      icon: Play,
      run: () => setOpen("start"),
    },
    {
      id: "methodology.copy",
      title: "Copy this methodology to change it",
      group: "This screen",
      icon: Copy,
      run: () => setOpen("copy"),
    },
  ];
  useCommands(methodology ? commands : []);
  return (
    <Page
      title={methodology?.title ?? name}
      lead={methodology?.summary}
      actions={
        methodology && (
          <div className="flex flex-wrap gap-2">
            {own ? (
              <Button icon={Pencil} onClick={edit}>
                Edit
              </Button>
            ) : (
              <Button icon={Copy} onClick={() => setOpen("copy")}>
                Copy to change it
              </Button>
            )}
            <Button variant="primary" icon={Play} onClick={() => setOpen("start")}>
              Start a project
            </Button>
          </div>
        )
      }
    >
      {error && !methodology && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!methodology && !error && <Skeleton lines={10} label="Reading the methodology" />}
      {methodology && <Body methodology={methodology} />}
      {open === "start" && <StartProject name={name} onClose={close} />}
      {open === "copy" && methodology && <NewMethodology source={methodology} onClose={close} />}
    </Page>
  );
}
