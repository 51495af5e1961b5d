/** Which model does which work: the rules as a table, and the text they stand in to edit. */
import { Button, ErrorState, TextArea } from "@claudeprojects/ui";
import { Pencil } from "lucide-react";
import { useState } from "react";

import type { RouterTable as Table } from "../api/agentTypes";
import { useGetRouterQuery, useSetRouterMutation } from "../api/models";
import { problemOf } from "../api/problem";

function Rules({ rules }: { rules: Table["rules"] }) {
  return (
    <ol className="text-3">
      {rules.map((rule, index) => (
        <li
          key={rule.name}
          className="grid grid-cols-[1.5rem_minmax(0,1fr)] gap-x-2 border-b border-hairline py-2 @min-[40rem]:grid-cols-[1.5rem_minmax(0,2fr)_minmax(0,1.4fr)]"
        >
          <span data-numeric className="text-muted">
            {index + 1}
          </span>
          <span>
            <span className="font-medium">{rule.name}</span>
            <span className="block text-2 text-pretty text-muted">When: {rule.conditions}</span>
          </span>
          <span className="col-start-2 @min-[40rem]:col-start-auto">
            <code className="font-code text-2">{rule.use.join(", else ")}</code>
            {rule.because !== "" && (
              <span className="block text-2 text-pretty text-muted">because {rule.because}</span>
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function Editor({ table, onDone }: { table: Table; onDone: () => void }) {
  const [set, { error, isLoading }] = useSetRouterMutation();
  const [text, setText] = useState(table.text);
  const save = async (value: string | null) => {
    const answer = await set(value);
    if (!answer.error) onDone();
  };
  return (
    <div className="mt-3">
      <TextArea
        aria-label="The table as TOML"
        value={text}
        spellCheck={false}
        rows={16}
        className="[&_textarea]:max-h-[60vh] [&_textarea]:font-code [&_textarea]:text-2 [&_textarea]:leading-5"
        hint={`Kept in ${table.path}`}
        onChange={(event) => setText(event.target.value)}
      />
      {error && (
        <div className="mt-3">
          <ErrorState inline problem={problemOf(error)} />
        </div>
      )}
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        {table.own && (
          <Button variant="ghost" className="mr-auto" disabled={isLoading} onClick={() => void save(null)}>
            Return to the table that comes along
          </Button>
        )}
        <Button onClick={onDone}>Cancel</Button>
        <Button variant="primary" disabled={isLoading || text === table.text} onClick={() => void save(text)}>
          Put in force
        </Button>
      </div>
    </div>
  );
}

export function RouterTable() {
  const { data: table } = useGetRouterQuery(undefined);
  const [editing, setEditing] = useState(false);
  if (!table) return null;
  return (
    <section aria-labelledby="router" className="mt-10">
      <header className="flex items-center gap-3 border-b border-hairline pb-1.5">
        <h2 id="router" className="flex-1 text-3 font-semibold">
          Which model does which work
        </h2>
        {!editing && (
          <Button size="small" variant="ghost" icon={Pencil} onClick={() => setEditing(true)}>
            Edit
          </Button>
        )}
      </header>
      <p className="pt-2 text-2 text-pretty text-muted">
        Read from the top; the first rule that applies decides. Every step of a run says which one did.
      </p>
      {table.problem && (
        <p role="alert" className="mt-2 rounded-control bg-warning-subtle px-3 py-2 text-3 text-warning-text">
          Your table is not in force: {table.problem}
        </p>
      )}
      {editing ? <Editor table={table} onDone={() => setEditing(false)} /> : <Rules rules={table.rules} />}
    </section>
  );
}
