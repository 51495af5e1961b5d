/** The file of an agent as text, to be changed; it is kept only while it defines an agent. */
import { Button, TextArea } from "@claudeprojects/ui";
import { useState } from "react";

import type { AgentView } from "../api/agentTypes";
import { useEditAgentMutation } from "../api/library";
import { problemOf } from "../api/problem";

interface Props {
  agent: AgentView;
  /** Told the name that the agent has now; nothing when the change was given up. */
  onDone: (name?: string) => void;
}

export function EditAgent({ agent, onDone }: Props) {
  const [edit, { error, isLoading }] = useEditAgentMutation();
  const [text, setText] = useState(agent.text);
  const [base] = useState(agent.text_hash);
  const problem = error ? problemOf(error) : null;
  const save = async () => {
    const answer = await edit({ name: agent.name ?? "", text, base_hash: base });
    if (answer.data) onDone(answer.data.name ?? undefined);
  };
  return (
    <section aria-label="Its file" className="mb-8">
      <TextArea
        aria-label={`The file ${agent.path}`}
        value={text}
        spellCheck={false}
        rows={20}
        className="[&_textarea]:max-h-[70vh] [&_textarea]:font-code [&_textarea]:text-2 [&_textarea]:leading-5"
        hint={`Kept in ${agent.path}`}
        onChange={(event) => setText(event.target.value)}
      />
      {problem && (
        <p role="alert" className="mt-2 text-2 text-danger-text">
          {problem.detail} {problem.hint}
        </p>
      )}
      <div className="mt-3 flex flex-wrap justify-end gap-2">
        <Button disabled={isLoading} onClick={() => onDone()}>
          Cancel
        </Button>
        <Button variant="primary" disabled={isLoading || text === agent.text} onClick={() => void save()}>
          Save
        </Button>
      </div>
    </section>
  );
}
