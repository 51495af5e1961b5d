/** A new project: its name, who looks after it and by when; or by a methodology, which asks for what it needs. */
import { announce, Button, Dialog, Icon, Input } from "@claudeprojects/ui";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import { useGetMethodologiesQuery } from "../api/methodologies";
import { useCreateProjectMutation } from "../api/projects";
import { problemOf } from "../api/problem";
import { useGo } from "../app/navigation";
import { nameProblem, projectUrl } from "../lib/paths";
import { StartProject } from "../methodologies/StartProject";

/** The methodologies of the library, each leading to its own questions. */
function ByMethodology({ onChoose }: { onChoose: (name: string) => void }) {
  const { data = [] } = useGetMethodologiesQuery(undefined);
  const used = data.filter((item) => item.used);
  if (used.length === 0) return null;
  return (
    <section aria-label="By a methodology" className="mt-6">
      <header className="flex items-baseline gap-3 border-b border-hairline pb-1.5">
        <h3 className="flex-1 text-3 font-semibold">Or by a methodology</h3>
        <Link
          to="/methodologies"
          className="hit-target rounded-small text-2 text-muted hover:text-text hover:underline"
        >
          Compare them
        </Link>
      </header>
      <ul className="mt-1">
        {used.map(({ name, title, summary }) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => onChoose(name)}
              className="-mx-2 flex w-[calc(100%+1rem)] items-center gap-3 rounded-control px-2 py-1.5 text-left hover:bg-fill coarse:min-h-11"
            >
              <span className="min-w-0 flex-1">
                <span className="block text-3 font-medium break-words">{title}</span>
                <span className="line-clamp-2 text-2 text-pretty text-muted">{summary}</span>
              </span>
              <Icon of={ChevronRight} size={14} className="text-muted" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function NewProject({ onClose }: { onClose: () => void }) {
  const go = useGo();
  const [create, { isLoading }] = useCreateProjectMutation();
  const [title, setTitle] = useState("");
  const [owner, setOwner] = useState("");
  const [due, setDue] = useState("");
  const [wrong, setWrong] = useState<string>();
  const [methodology, choose] = useState<string | null>(null);
  const name = title.trim();
  const send = async () => {
    const refused = nameProblem(name);
    if (refused !== null) {
      setWrong(refused);
      return;
    }
    const answer = await create({ title: name, owner: owner.trim() || null, due: due || null });
    if (answer.error) {
      const problem = problemOf(answer.error);
      setWrong(problem.code === "note_exists" ? "There is a note of that name in Projects." : problem.detail);
      return;
    }
    announce(`${name} was made.`);
    onClose();
    go(projectUrl(answer.data.files[0]?.path ?? `Projects/${name}/${name}.md`));
  };
  if (methodology !== null) return <StartProject name={methodology} called={name} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New project"
      description="A folder with a note. Every task in that folder belongs to it."
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Input
          label="Name"
          value={title}
          error={wrong}
          autoFocus
          onChange={({ target }) => {
            setTitle(target.value);
            setWrong(undefined);
          }}
        />
        <div className="grid grid-cols-2 gap-3">
          <Input label="Owner" value={owner} onChange={({ target }) => setOwner(target.value)} />
          <Input label="Due" type="date" value={due} onChange={({ target }) => setDue(target.value)} />
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" disabled={isLoading}>
            Make it
          </Button>
        </div>
      </form>
      <ByMethodology onChoose={choose} />
    </Dialog>
  );
}
