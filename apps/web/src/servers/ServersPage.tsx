/** MCP both ways: servers whose tools agents may use, and this workspace as a server for other programs. */
import { EmptyState, ErrorState, Skeleton } from "@claudeprojects/ui";
import { Plug } from "lucide-react";

import { problemOf } from "../api/problem";
import { useGetServersQuery } from "../api/servers";
import { Page } from "../lib/Page";
import { AddServer } from "./AddServer";
import { Clients } from "./Clients";
import { Presets } from "./Presets";
import { ServerCard } from "./ServerCard";

export function ServersPage() {
  const { data, error, refetch } = useGetServersQuery(undefined);
  return (
    <Page
      title="Servers"
      lead="MCP servers give agents more tools. What is sent to one counts as leaving this machine, and asks first."
    >
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={5} label="Looking for servers" />}
      {data?.length === 0 && <EmptyState icon={Plug} title="No server is connected." hint="Add one below." />}
      <ul className="space-y-3">
        {data?.map((server) => (
          <ServerCard key={`${server.path} ${server.name}`} server={server} />
        ))}
      </ul>
      <div className="@container">
        <Presets />
        <AddServer />
        <Clients />
      </div>
    </Page>
  );
}
