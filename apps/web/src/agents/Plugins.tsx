/** Plugins: what they bring, and trusting those that came with the vault. */
import { Badge, Button, ConfirmDialog, Icon, type Tone } from "@claudeprojects/ui";
import { AppWindow, Blocks } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import type { Plugin } from "../api/agentTypes";
import { useDistrustPluginMutation, useGetPanelsQuery, useTrustPluginMutation } from "../api/permissions";
import { problemOf } from "../api/problem";
import { plural } from "../lib/format";
import { panelUrl } from "../lib/paths";

const STATES: Record<Plugin["state"], [Tone, string]> = {
  loaded: ["success", "runs"],
  untrusted: ["warning", "not trusted"],
  changed: ["warning", "changed since"],
  failed: ["danger", "failed"],
};

/** The pages a plugin brings, each a link. */
function Panels({ plugin }: { plugin: string }) {
  const { data = [] } = useGetPanelsQuery(undefined);
  const own = data.filter((panel) => panel.plugin === plugin);
  if (own.length === 0) return null;
  return (
    <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-3">
      {own.map((panel) => (
        <Link
          key={panel.id}
          to={panelUrl(panel)}
          className="hit-target flex items-center gap-1.5 rounded-small text-accent-text hover:underline"
        >
          <Icon of={AppWindow} size={14} />
          {panel.title}
        </Link>
      ))}
    </p>
  );
}

export function PluginRow({ plugin }: { plugin: Plugin }) {
  const [asking, setAsking] = useState(false);
  const [trust, { error }] = useTrustPluginMutation();
  const [distrust] = useDistrustPluginMutation();
  const { hash } = plugin;
  const [tone, word] = STATES[plugin.state];
  const brings = Object.entries(plugin.provides).filter(
    ([hook, names]) => hook !== "panels" && names.length > 0,
  );
  const waits = hash !== null && (plugin.state === "untrusted" || plugin.state === "changed");
  return (
    <li className="flex gap-3 border-b border-hairline py-2.5 last:border-b-0">
      <Icon of={Blocks} className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1">
        <p className="flex flex-wrap items-center gap-2 text-3 font-medium">
          <span className="wrap-anywhere">{plugin.name}</span>
          <span data-numeric className="text-2 font-normal text-muted">
            {plugin.version}
          </span>
          <Badge tone={tone}>{word}</Badge>
        </p>
        <p className="text-3 text-pretty break-words text-secondary">{plugin.description}</p>
        {plugin.state !== "loaded" && <p className="text-2 text-pretty text-muted">{plugin.why}</p>}
        {brings.length > 0 && (
          <p className="text-2 break-words text-muted">
            {brings.map(([hook, names]) => `${hook.replaceAll("_", " ")}: ${names.join(", ")}`).join(" · ")}
          </p>
        )}
        {plugin.state === "loaded" && <Panels plugin={plugin.name} />}
        {error && (
          <p role="alert" className="text-2 text-danger-text">
            {problemOf(error).detail}
          </p>
        )}
      </div>
      {waits && (
        <Button size="small" onClick={() => setAsking(true)}>
          Trust
        </Button>
      )}
      {plugin.origin === "workspace" && plugin.state === "loaded" && (
        <Button size="small" variant="ghost" onClick={() => void distrust(plugin.name)}>
          Stop trusting
        </Button>
      )}
      {hash !== null && (
        <ConfirmDialog
          open={asking}
          onOpenChange={setAsking}
          title={`Run the code of ${plugin.name}?`}
          consequence={`${plural(plugin.files.length, "file")} of this vault will run with your rights: ${plugin.files.slice(0, 6).join(", ")}. When a byte of them changes, you are asked again.`}
          action="Trust and run"
          onConfirm={() => void trust({ name: plugin.name, hash })}
        />
      )}
    </li>
  );
}
