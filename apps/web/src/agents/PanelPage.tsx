/** A page that a plugin brings: a document in a frame of its own, which runs its scripts and reaches nothing else. */
import { Skeleton } from "@claudeprojects/ui";
import { useEffect } from "react";
import { Link, useParams } from "react-router";

import { useGetPanelsQuery } from "../api/permissions";
import { Page } from "../lib/Page";

export function PanelPage() {
  const { plugin = "", id = "" } = useParams();
  const { data } = useGetPanelsQuery(undefined);
  const panel = data?.find((other) => other.plugin === plugin && other.id === id);
  const title = panel?.title ?? id;
  useEffect(() => {
    document.title = `${title} · ClaudeProjects`;
  }, [title]);
  if (!data) return <Skeleton lines={6} label="Reading the plugins" />;
  if (!panel) {
    return (
      <Page title="No such page" lead={`No plugin that runs brings “${plugin}/${id}”.`}>
        <Link to="/agents/library" className="rounded-small text-3 text-accent-text hover:underline">
          The plugins there are
        </Link>
      </Page>
    );
  }
  return (
    <section aria-label={title} className="flex h-full flex-col">
      <header className="flex h-10 shrink-0 items-center gap-2 border-b border-hairline px-5">
        <h1 className="max-w-2/3 shrink-0 truncate text-3 font-semibold">{title}</h1>
        <p className="min-w-0 truncate text-2 text-muted">
          from the plugin {plugin}; it sees none of your notes and reaches nothing
        </p>
      </header>
      <iframe
        title={title}
        src={`/api/v1/plugins/${encodeURIComponent(plugin)}/panels/${encodeURIComponent(id)}`}
        sandbox="allow-scripts"
        referrerPolicy="no-referrer"
        className="min-h-0 flex-1 bg-white"
      />
    </section>
  );
}
