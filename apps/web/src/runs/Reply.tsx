/** A word to a run: while it works it reads it at its next step; when it is done it goes on with it. */
import { useState } from "react";

import { problemOf } from "../api/problem";
import { useContinueRunMutation } from "../api/runs";
import { MessageField } from "../lib/MessageField";

export function Reply({ id, active }: { id: string; active: boolean }) {
  const [send, { error, isLoading }] = useContinueRunMutation();
  const [text, setText] = useState("");
  const tell = async (said: string) => {
    const answer = await send({ id, text: said });
    if (!answer.error) setText("");
  };
  const problem = error ? problemOf(error) : null;
  return (
    <div className="mt-6">
      <MessageField
        label={active ? "Tell it something" : "Go on with this run"}
        action="Send"
        value={text}
        onChange={setText}
        onSend={(said) => void tell(said)}
        busy={isLoading}
      />
      {problem && (
        <p role="alert" className="mt-1.5 px-1 text-2 text-danger-text">
          {problem.detail} {problem.hint}
        </p>
      )}
    </div>
  );
}
