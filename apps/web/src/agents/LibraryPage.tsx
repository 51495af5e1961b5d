/** The agent library: what agents there are, what else was found, where it was looked for, and why something is not used. */
import { Button, ErrorState, Icon, Skeleton } from "@claudeprojects/ui";
import { Bot, BookOpen, FileText, Folder, Plug, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";

import type { LintReport, LookedAt } from "../api/agentTypes";
import { useGetLintQuery } from "../api/library";
import { useGetPluginsQuery } from "../api/permissions";
import { problemOf } from "../api/problem";
import { useCommands } from "../commands/registry";
import { plural } from "../lib/format";
import { Page } from "../lib/Page";
import { AgentCard } from "./AgentCard";
import { CreateAgent } from "./CreateAgent";
import { FoundRow } from "./FoundRow";
import { PluginRow } from "./Plugins";
import { Problems } from "./Problems";

function Part({ title, count, children }: { title: string; count: number; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-9 first:mt-0">
      <h2 className="border-b border-hairline pb-1.5 text-3 font-semibold">
        {title} <span className="font-normal text-muted">{count}</span>
      </h2>
      {children}
    </section>
  );
}

function Place({ place }: { place: LookedAt }) {
  return (
    <li className="flex gap-3 border-b border-hairline py-2 last:border-b-0">
      <Icon of={Folder} className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-baseline gap-x-2 text-3">
          <span className="font-code text-2 wrap-anywhere">{place.path}</span>
          <span className="text-2 text-muted">{place.kind}</span>
        </p>
        {place.why !== "" && <p className="text-2 text-pretty text-muted">{place.why}</p>}
        <Problems problems={place.problems} />
      </div>
      <span data-numeric className="text-2 whitespace-nowrap text-muted">
        {place.exists ? plural(place.files, "file") : "not there"}
      </span>
    </li>
  );
}

function verdict({ errors, warnings }: LintReport): string {
  if (errors === 0 && warnings === 0) return "Everything that was found is used as it is written.";
  const parts = [errors > 0 && plural(errors, "error"), warnings > 0 && plural(warnings, "warning")].filter(
    Boolean,
  );
  return `${parts.join(" and ")} in your files; each is told below, at its file.`;
}

function Report({ report }: { report: LintReport }) {
  const { data: plugins = [] } = useGetPluginsQuery(undefined);
  const used = report.agents.filter((agent) => agent.used);
  const own = report.agents.filter((agent) => !agent.used || agent.problems.length > 0);
  const { places } = report;
  return (
    <>
      <ul className="grid gap-3 @min-[38rem]:grid-cols-2">
        {used.map((agent) => (
          <AgentCard key={agent.path} agent={agent} />
        ))}
      </ul>
      <div className="mt-9">
        {own.length > 0 && (
          <Part title="Agent files to look at" count={own.length}>
            <ul>
              {own.map((agent) => (
                <FoundRow
                  key={agent.path}
                  found={agent}
                  icon={Bot}
                  name={agent.name}
                  description={agent.used ? null : agent.description}
                  to={
                    agent.used && agent.name ? `/agents/library/${encodeURIComponent(agent.name)}` : undefined
                  }
                />
              ))}
            </ul>
          </Part>
        )}
        {report.skills.length > 0 && (
          <Part title="Skills" count={report.skills.length}>
            <ul>
              {report.skills.map((skill) => (
                <FoundRow
                  key={skill.path}
                  found={skill}
                  icon={BookOpen}
                  name={skill.name}
                  description={skill.description}
                />
              ))}
            </ul>
          </Part>
        )}
        {report.instructions.length > 0 && (
          <Part title="Instructions" count={report.instructions.length}>
            <ul>
              {report.instructions.map((file) => (
                <FoundRow
                  key={file.path}
                  found={{ ...file, origin: "vault", plugin: null, problems: [] }}
                  icon={FileText}
                  name={file.path}
                  description={file.why}
                  origin={false}
                />
              ))}
            </ul>
          </Part>
        )}
        {report.servers.length > 0 && (
          <Part title="MCP servers in files" count={report.servers.length}>
            <ul>
              {report.servers.map((server) => (
                <FoundRow
                  key={`${server.path} ${server.name}`}
                  found={server}
                  icon={Plug}
                  name={server.name}
                  description={null}
                  to="/agents/servers"
                />
              ))}
            </ul>
          </Part>
        )}
        {plugins.length > 0 && (
          <Part title="Plugins" count={plugins.length}>
            <ul>
              {plugins.map((plugin) => (
                <PluginRow key={plugin.name} plugin={plugin} />
              ))}
            </ul>
          </Part>
        )}
        <Part title="Where it was looked" count={report.places.length}>
          <ul>
            {places
              .filter((place) => place.exists)
              .map((place) => (
                <Place key={`${place.kind} ${place.path}`} place={place} />
              ))}
          </ul>
          <details className="mt-2 text-2 text-muted">
            <summary className="w-fit rounded-small py-0.5 select-none hover:text-text">
              {plural(places.filter((place) => !place.exists).length, "place")} where nothing is
            </summary>
            <ul>
              {places
                .filter((place) => !place.exists)
                .map((place) => (
                  <Place key={`${place.kind} ${place.path}`} place={place} />
                ))}
            </ul>
          </details>
        </Part>
      </div>
    </>
  );
}

export function LibraryPage() {
  const { data, error, refetch } = useGetLintQuery(undefined);
  const [creating, setCreating] = useState(false);
  const create = () => setCreating(true);
  useCommands([
    { id: "agent.create", title: "Create an agent", group: "This screen", icon: Plus, run: create },
  ]);
  return (
    <Page
      title="Library"
      lead={data ? verdict(data) : "Agents, skills and instructions are Markdown files."}
      actions={
        <Button variant="primary" icon={Plus} onClick={create}>
          Create agent
        </Button>
      }
    >
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} label="Reading the library" />}
      {data && (
        <div className="@container">
          <Report report={data} />
        </div>
      )}
      {creating && <CreateAgent onClose={() => setCreating(false)} />}
    </Page>
  );
}
