/** What to do in a vault that is still empty: write, bring what there is, and the three signs that join notes. */
import { Button, Icon } from "@claudeprojects/ui";
import { Bot, FilePlus2, FolderInput, Waypoints } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { Link } from "react-router";

import { useAppDispatch } from "../app/hooks";
import { overlayOpened } from "../state/overlays";

const SIGNS: [sign: string, does: string][] = [
  ["[[a name]]", "links two notes, and shows the link on both"],
  ["#a-tag", "groups what belongs together"],
  ["- [ ] call Ada", "is a task, listed here until it is done"],
];

interface StepProps {
  icon: ComponentProps<typeof Icon>["of"];
  title: string;
  children: ReactNode;
}

function Step({ icon, title, children }: StepProps) {
  return (
    <li className="flex gap-3.5 border-b border-hairline py-5 last:border-b-0">
      <Icon of={icon} className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1 text-3">
        <h2 className="font-semibold">{title}</h2>
        {children}
      </div>
    </li>
  );
}

function Way({ to, children }: { to: string; children: string }) {
  return (
    <Link to={to} className="rounded-small text-accent-text hover:underline">
      {children}
    </Link>
  );
}

export function FirstSteps() {
  const dispatch = useAppDispatch();
  const create = () => dispatch(overlayOpened({ kind: "new-note", folder: "" }));
  return (
    <ol className="max-w-140 border-t border-hairline">
      <Step icon={FilePlus2} title="Write a first note">
        <p className="mt-1 text-pretty text-secondary">
          A note is a plain Markdown file in this folder. It stays yours: any editor may open it.
        </p>
        <Button variant="primary" keys="alt+n" className="mt-3" onClick={create}>
          New note
        </Button>
      </Step>
      <Step icon={FolderInput} title="Or bring the notes you have">
        <p className="mt-1 text-pretty text-secondary">
          Copy Markdown files, an Obsidian vault or PDF files into the folder named above, with any program.
          They appear here within a second; nothing is converted.
        </p>
      </Step>
      <Step icon={Waypoints} title="Three signs join them">
        <dl className="mt-2 grid grid-cols-[auto_1fr] items-baseline gap-x-4 gap-y-1.5">
          {SIGNS.map(([sign, does]) => (
            <div key={sign} className="contents">
              <dt>
                <code className="rounded-small bg-fill px-1.5 py-0.5 font-code text-2">{sign}</code>
              </dt>
              <dd className="text-secondary">{does}</dd>
            </div>
          ))}
        </dl>
      </Step>
      <Step icon={Bot} title="Then ask, or hand work over">
        <p className="mt-1 text-pretty text-secondary">
          As soon as there are notes, <Way to="/ask">ask them</Way> and get answers with the lines they rest
          on, or give an <Way to="/agents">agent</Way> a task: it proposes, you accept.
        </p>
      </Step>
    </ol>
  );
}
