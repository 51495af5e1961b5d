/** One activity of a phase: who, how long, from what to what; unfolded, how it is done. */
import { Icon } from "@claudeprojects/ui";
import { ArrowRight, Bot, Clock, Users } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import type { Activity } from "../api/methodologies";
import { Guide } from "./Guide";
import { minutesWords } from "./words";

export interface ActivityRowProps {
  activity: Activity;
  /** The title of an artefact by its id. */
  titleOf: (artefact: string) => string;
}

function Fact({ icon, name, children }: { icon: LucideIcon; name: string; children: ReactNode }) {
  return (
    <span className="inline-flex min-w-0 items-baseline gap-1.5">
      <Icon of={icon} size={12} className="translate-y-px" />
      <span className="sr-only">{name}: </span>
      <span className="min-w-0">{children}</span>
    </span>
  );
}

function Facts({ activity: { inputs, outputs, agents, people, minutes }, titleOf }: ActivityRowProps) {
  const notes = (ids: readonly string[]) => ids.map(titleOf).join(", ");
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5 text-2 text-muted">
      {people.length > 0 && (
        <Fact icon={Users} name="People">
          {people.join(", ")}
        </Fact>
      )}
      {agents.length > 0 && (
        <Fact icon={Bot} name="Agents that can do it">
          {agents.join(", ")}
        </Fact>
      )}
      {minutes !== null && (
        <Fact icon={Clock} name="Takes">
          {minutesWords(minutes)}
        </Fact>
      )}
      {outputs.length > 0 && (
        <Fact icon={ArrowRight} name="Writes">
          {inputs.length > 0 && `${notes(inputs)} → `}
          <span className="text-secondary">{notes(outputs)}</span>
        </Fact>
      )}
    </p>
  );
}

export function ActivityRow(props: ActivityRowProps) {
  const { title, purpose, guide, tasks } = props.activity;
  const head = (
    <>
      <h4 className="inline text-3 font-medium">{title}</h4>
      <p className="mt-0.5 text-3 text-pretty text-secondary">{purpose}</p>
      <Facts {...props} />
    </>
  );
  if (guide.trim() === "" && tasks.length === 0) return <li className="py-2.5">{head}</li>;
  return (
    <li className="py-2.5">
      {head}
      <details className="mt-1.5">
        <summary className="w-fit rounded-small text-2 text-accent-text select-none hover:underline coarse:py-3">
          How it is done
        </summary>
        <div className="mt-2 border-l border-hairline pl-4">
          <Guide text={guide} />
          {tasks.length > 0 && (
            <>
              <p className="mt-3 text-2 font-medium text-secondary">Tasks it brings</p>
              <ul className="mt-1 list-disc pl-5 text-3">
                {tasks.map((task) => (
                  <li key={task}>{task.replace(/\s*[[(][\w-]+:: [^\])]*[\])]/g, "")}</li>
                ))}
              </ul>
            </>
          )}
        </div>
      </details>
    </li>
  );
}
