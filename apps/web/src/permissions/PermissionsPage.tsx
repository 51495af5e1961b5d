/** What agents may do: allowed, asked for, refused; what the vault adds; commands and the web. */
import { Callout, ErrorState, Select, Skeleton, Switch } from "@claudeprojects/ui";

import type { Permissions, PermissionsView } from "../api/agentTypes";
import { useGetPermissionsQuery, useSetPermissionsMutation } from "../api/permissions";
import { problemOf } from "../api/problem";
import { Page } from "../lib/Page";
import { Field } from "../settings/Field";
import { RuleList } from "./RuleList";

const LISTS = [
  { key: "deny", title: "Never", hint: "Wins over everything else." },
  { key: "ask", title: "Ask first", hint: "Waits in the inbox, shown exactly." },
  { key: "allow", title: "Always", hint: "Without asking; yours alone." },
] as const;

function Commands({
  user,
  sandbox,
  onSet,
}: {
  user: Permissions;
  sandbox: PermissionsView["sandbox"];
  onSet: (user: Permissions) => void;
}) {
  return (
    <section aria-labelledby="reach" className="mt-10">
      <h2 id="reach" className="border-b border-hairline pb-1.5 text-3 font-semibold">
        Beyond the notes
      </h2>
      <div className="border-b border-hairline py-3">
        <Switch
          label="Read pages of the web"
          hint="Each page still asks, unless a rule allows it. What a page says can grant nothing."
          checked={user.web}
          onChange={(web) => onSet({ ...user, web })}
        />
      </div>
      <div className="border-b border-hairline py-3">
        <Switch
          label="Network for commands"
          hint="Commands run in a sandbox that sees the vault only; this lets them out."
          checked={user.shell.network}
          onChange={(network) => onSet({ ...user, shell: { ...user.shell, network } })}
        />
      </div>
      <Field
        name="Without a sandbox"
        hint={
          sandbox.available
            ? "Commands are confined on this machine, so this is not needed."
            : `Commands cannot be confined here: ${sandbox.reason}`
        }
      >
        <Select
          label="Without a sandbox"
          value={user.shell.unsandboxed}
          options={[
            { value: "refuse", label: "Refuse commands" },
            { value: "ask", label: "Ask every time" },
          ]}
          onChange={(unsandboxed) => onSet({ ...user, shell: { ...user.shell, unsandboxed } })}
        />
      </Field>
    </section>
  );
}

export function PermissionsPage() {
  const { data, error, refetch } = useGetPermissionsQuery(undefined);
  const [set, saving] = useSetPermissionsMutation();
  const save = (user: Permissions) => void set(user);
  return (
    <Page
      title="Permissions"
      lead={data ? `Your rules stand in ${data.path}; a vault can only tighten them.` : undefined}
    >
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} label="Reading the rules" />}
      {saving.error && (
        <div className="mb-4">
          <ErrorState inline problem={problemOf(saving.error)} />
        </div>
      )}
      {data && (
        <>
          {data.problems.map((problem) => (
            <p
              key={problem}
              className="mb-3 rounded-control bg-warning-subtle px-3 py-2 text-3 text-warning-text"
            >
              {problem}
            </p>
          ))}
          <div className="@container">
            <div className="grid gap-x-8 gap-y-6 @min-[44rem]:grid-cols-3">
              {LISTS.map(({ key, title, hint }) => (
                <RuleList
                  key={key}
                  title={title}
                  hint={hint}
                  rules={data.user[key]}
                  onSet={(rules) => save({ ...data.user, [key]: rules })}
                />
              ))}
            </div>
          </div>
          <p className="mt-4 text-2 text-pretty text-muted">
            Rules are written as in Claude Code: <code className="font-code">Read(Private/**)</code>,{" "}
            <code className="font-code">Bash(git log:*)</code>, <code className="font-code">mcp__github</code>
            .
          </p>
          {data.vault.map((file) => (
            <Callout key={file.path} type="info" title={`This vault adds, in ${file.path}`}>
              <p className="text-3">
                {[
                  ...file.deny.map((rule) => `never ${rule}`),
                  ...file.ask.map((rule) => `ask for ${rule}`),
                ].join("; ") || "Rules for single agents."}
              </p>
            </Callout>
          ))}
          <Commands user={data.user} sandbox={data.sandbox} onSet={save} />
        </>
      )}
    </Page>
  );
}
