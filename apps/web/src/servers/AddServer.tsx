/** Any other server: a command on this machine, or an address. */
import { Button, Input, Segmented } from "@claudeprojects/ui";
import { Plus } from "lucide-react";
import { useState } from "react";

import { problemOf } from "../api/problem";
import { useAddServerMutation } from "../api/servers";

/** The words of a command line; what stands in quotes is one. */
export function wordsOf(line: string): string[] {
  return Array.from(
    line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g),
    (found) => found[1] ?? found[2] ?? found[3] ?? "",
  );
}

export function AddServer() {
  const [add, { error, isLoading }] = useAddServerMutation();
  const [kind, setKind] = useState<"stdio" | "http">("stdio");
  const [name, setName] = useState("");
  const [target, setTarget] = useState("");
  const problem = error ? problemOf(error) : null;
  const send = async () => {
    const [command = "", ...args] = wordsOf(target);
    const config = kind === "stdio" ? { command, args } : { type: "http", url: target.trim() };
    const answer = await add({ name: name.trim(), config });
    if (answer.error) return;
    setName("");
    setTarget("");
  };
  return (
    <section aria-label="Another server" className="mt-10">
      <h2 className="border-b border-hairline pb-1.5 text-3 font-semibold">Another server</h2>
      <form
        className="mt-3 flex flex-wrap items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Segmented
          label="Kind of server"
          value={kind}
          options={[
            { value: "stdio", label: "Command" },
            { value: "http", label: "Address" },
          ]}
          onChange={setKind}
        />
        <Input label="Name" value={name} className="w-36" onChange={(event) => setName(event.target.value)} />
        <Input
          label={kind === "stdio" ? "Command" : "Address"}
          placeholder={kind === "stdio" ? "/path/to/server --flag" : "https://example.org/mcp"}
          value={target}
          className="min-w-[min(100%,14rem)] flex-1"
          onChange={(event) => setTarget(event.target.value)}
        />
        <Button type="submit" icon={Plus} disabled={isLoading || name.trim() === "" || target.trim() === ""}>
          Add
        </Button>
      </form>
      {problem && (
        <p role="alert" className="mt-2 text-2 text-danger-text">
          {problem.detail} {problem.hint}
        </p>
      )}
    </section>
  );
}
