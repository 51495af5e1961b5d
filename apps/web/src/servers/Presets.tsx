/** Servers that are added with one click; those that need a key ask for it first. */
import { Badge, Button, Dialog, ErrorState, Input } from "@claudeprojects/ui";
import { Plus } from "lucide-react";
import { useState } from "react";

import type { ServerPreset } from "../api/agentTypes";
import { problemOf } from "../api/problem";
import { useAddServerMutation, useGetPresetsQuery } from "../api/servers";

function Ask({ preset, onClose }: { preset: ServerPreset; onClose: () => void }) {
  const [add, { error, isLoading }] = useAddServerMutation();
  const [values, setValues] = useState<Record<string, string>>({});
  const ready = preset.variables.every((each) => !each.required || (values[each.name] ?? "").trim() !== "");
  const send = async () => {
    const secrets = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ""));
    const answer = await add({ preset: preset.name, secrets });
    if (!answer.error) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Add ${preset.title}`}
      description="What you enter goes into the system’s keychain, never into a file of the vault."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={!ready || isLoading} onClick={() => void send()}>
            Add
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        {preset.variables.map((variable) => (
          <Input
            key={variable.name}
            type={variable.secret ? "password" : "text"}
            autoComplete="off"
            label={variable.title}
            hint={variable.help}
            value={values[variable.name] ?? ""}
            onChange={(event) => setValues({ ...values, [variable.name]: event.target.value })}
          />
        ))}
        {error && <ErrorState inline problem={problemOf(error)} />}
      </div>
    </Dialog>
  );
}

function Preset({ preset }: { preset: ServerPreset }) {
  const [add, { error, isLoading }] = useAddServerMutation();
  const [asking, setAsking] = useState(false);
  const problem = error ? problemOf(error) : null;
  return (
    <li aria-label={preset.title} className="flex flex-col rounded-card border border-hairline p-4">
      <div className="flex items-center gap-2">
        <h3 className="min-w-0 flex-1 text-3 font-semibold">{preset.title}</h3>
        {preset.added && <Badge tone="success">added</Badge>}
      </div>
      <p className="mt-1 flex-1 text-3 text-pretty text-secondary">{preset.summary}</p>
      {problem && (
        <p role="alert" className="mt-2 text-2 text-danger-text">
          {problem.detail} {problem.hint}
        </p>
      )}
      <footer className="mt-3 flex items-center gap-2 text-2 text-muted">
        <span data-numeric className="min-w-0 flex-1 truncate" title={preset.package}>
          {preset.package} {preset.version}
        </span>
        {!preset.added && (
          <Button
            size="small"
            icon={Plus}
            disabled={isLoading}
            aria-label={`Add ${preset.title}`}
            onClick={() =>
              preset.variables.length > 0 ? setAsking(true) : void add({ preset: preset.name })
            }
          >
            {isLoading ? "Adding" : "Add"}
          </Button>
        )}
      </footer>
      {asking && <Ask preset={preset} onClose={() => setAsking(false)} />}
    </li>
  );
}

export function Presets() {
  const { data = [] } = useGetPresetsQuery(undefined);
  return (
    <section aria-label="Servers to add" className="mt-10">
      <h2 className="border-b border-hairline pb-1.5 text-3 font-semibold">Add with one click</h2>
      <ul className="mt-3 grid gap-3 @min-[38rem]:grid-cols-2">
        {data.map((preset) => (
          <Preset key={preset.name} preset={preset} />
        ))}
      </ul>
    </section>
  );
}
