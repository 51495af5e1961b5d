/** Keys of remote providers: put into the system's keychain, never shown again. */
import { Badge, Button, IconButton, Input } from "@claudeprojects/ui";
import { Trash2 } from "lucide-react";
import { useState } from "react";

import type { Provider } from "../api/agentTypes";
import { useDeleteKeyMutation, useSetKeyMutation } from "../api/models";
import { problemOf } from "../api/problem";
import { Field } from "../settings/Field";

const NAMES: Record<Provider["name"], string> = {
  anthropic: "Anthropic",
  openai: "OpenAI and compatible",
  ollama: "Ollama",
};

function where(provider: Provider): string {
  const place = provider.on_this_machine ? "on this machine" : "leaves this machine";
  const key =
    provider.key === "environment"
      ? ` Its key comes from ${provider.variable}.`
      : provider.takes_key && provider.key === null
        ? ` The key goes into the system’s keychain; ${provider.variable} may hold it instead.`
        : "";
  return `${provider.address} (${place}).${key}`;
}

function KeyField({ provider }: { provider: Provider }) {
  const [set, { error, isLoading }] = useSetKeyMutation();
  const [key, setKey] = useState("");
  const problem = error ? problemOf(error) : null;
  const save = async () => {
    const answer = await set({ provider: provider.name, key: key.trim() });
    if (!answer.error) setKey("");
  };
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Input
        type="password"
        autoComplete="off"
        aria-label={`Key of ${NAMES[provider.name]}`}
        placeholder={provider.key === null ? "Key" : "Another key"}
        value={key}
        className="!w-56"
        error={problem ? `${problem.detail} ${problem.hint ?? ""}` : undefined}
        onChange={(event) => setKey(event.target.value)}
      />
      <Button type="submit" disabled={isLoading || key.trim() === ""}>
        Keep
      </Button>
    </form>
  );
}

export function Providers({ providers }: { providers: readonly Provider[] }) {
  const [forget] = useDeleteKeyMutation();
  return (
    <div>
      {providers.map((provider) => (
        <Field
          key={provider.name}
          name={
            <span className="flex items-center gap-2 font-medium">
              {NAMES[provider.name]}
              {provider.key !== null && <Badge tone="success">key is kept</Badge>}
            </span>
          }
          hint={<span className="wrap-anywhere">{where(provider)}</span>}
        >
          {provider.takes_key && <KeyField provider={provider} />}
          {provider.key === "keychain" && (
            <IconButton
              icon={Trash2}
              label={`Delete the key of ${NAMES[provider.name]}`}
              onClick={() => void forget(provider.name)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
