/** How Claude Code, Cursor and others are told to use this workspace as an MCP server. */
import { announce, IconButton, Pills, toast } from "@claudeprojects/ui";
import { Copy } from "lucide-react";
import { useState } from "react";

import { useGetClientsQuery } from "../api/servers";

async function copy(text: string): Promise<void> {
  await navigator.clipboard.writeText(text);
  toast({ title: "Copied" });
  announce("Copied");
}

function Line({ label, text }: { label: string; text: string }) {
  return (
    <div className="mt-2">
      <p className="text-2 text-muted">{label}</p>
      <div className="mt-1 flex items-start gap-1 rounded-control bg-sunken py-1.5 pr-1.5 pl-3">
        <pre className="min-w-0 flex-1 self-center font-code text-2 leading-5 wrap-anywhere whitespace-pre-wrap">
          {text}
        </pre>
        <IconButton icon={Copy} size="small" label={`Copy: ${label}`} onClick={() => void copy(text)} />
      </div>
    </div>
  );
}

export function Clients() {
  const { data } = useGetClientsQuery(undefined);
  const [shown, setShown] = useState<string | null>(null);
  if (!data) return null;
  const client = data.items.find(({ program }) => program === shown) ?? data.items[0];
  return (
    <section aria-label="This workspace as a server" className="mt-10">
      <h2 className="border-b border-hairline pb-1.5 text-3 font-semibold">This workspace as a server</h2>
      <p className="pt-2 text-3 text-pretty text-secondary">
        Other programs can search, read and change your notes under the same permissions.
      </p>
      <div className="mt-3">
        <Pills
          label="Program"
          options={data.items.map(({ program, title }) => ({ value: program, label: title }))}
          chosen={new Set(client ? [client.program] : [])}
          onToggle={setShown}
        />
      </div>
      {client && (
        <>
          {client.command !== null && <Line label="Run this once" text={client.command} />}
          <Line
            label={client.file === "" ? "Its configuration" : `Or write this into ${client.file}`}
            text={client.config}
          />
        </>
      )}
      {data.address !== null && <Line label="Over HTTP, while this engine runs" text={data.address} />}
    </section>
  );
}
