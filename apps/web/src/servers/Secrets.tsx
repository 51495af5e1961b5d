/** What must be set for a server to start; a value goes to the keychain and is not shown again. */
import { Button, Input } from "@claudeprojects/ui";
import { useState } from "react";

import type { Server } from "../api/agentTypes";
import { problemOf } from "../api/problem";
import { useKeepSecretMutation } from "../api/servers";

function Secret({ name, variable }: { name: string; variable: string }) {
  const [keep, { error, isLoading }] = useKeepSecretMutation();
  const [value, setValue] = useState("");
  const problem = error ? problemOf(error) : null;
  return (
    <form
      className="mt-2 flex flex-wrap items-end gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void keep({ name, variable, value: value.trim() });
      }}
    >
      <Input
        type="password"
        autoComplete="off"
        label={<code className="font-code">{variable}</code>}
        value={value}
        className="w-72 max-w-full"
        error={problem ? `${problem.detail} ${problem.hint ?? ""}` : undefined}
        onChange={(event) => setValue(event.target.value)}
      />
      <Button type="submit" disabled={isLoading || value.trim() === ""}>
        Keep
      </Button>
    </form>
  );
}

export function Secrets({ server }: { server: Server }) {
  if (server.state === "untrusted") return null;
  return server.missing.map((variable) => <Secret key={variable} name={server.name} variable={variable} />);
}
