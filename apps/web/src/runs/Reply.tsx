/** A word to a run: while it works it reads it at its next step; when it is done it goes on with it. */
import { IconButton, TextArea } from "@claudeprojects/ui";
import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, useState } from "react";

import { problemOf } from "../api/problem";
import { useContinueRunMutation } from "../api/runs";

export function Reply({ id, active }: { id: string; active: boolean }) {
  const [send, { error, isLoading }] = useContinueRunMutation();
  const [text, setText] = useState("");
  const go = async () => {
    if (text.trim() === "" || isLoading) return;
    const answer = await send({ id, text: text.trim() });
    if (!answer.error) setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    void go();
  };
  const label = active ? "Tell it something" : "Go on with this run";
  const problem = error ? problemOf(error) : null;
  return (
    <div className="mt-6">
      <div className="flex items-end gap-1 rounded-card bg-raised p-1.5 shadow-[inset_0_0_0_1px_var(--line)] focus-within:shadow-[inset_0_0_0_1.5px_var(--accent)]">
        <TextArea
          bare
          rows={1}
          aria-label={label}
          placeholder={label}
          value={text}
          className="flex-1"
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
        <IconButton
          icon={ArrowUp}
          label="Send"
          keys="enter"
          disabled={text.trim() === "" || isLoading}
          onClick={() => void go()}
          className="!size-8"
        />
      </div>
      {problem && (
        <p role="alert" className="mt-1.5 px-1 text-2 text-danger-text">
          {problem.detail} {problem.hint}
        </p>
      )}
    </div>
  );
}
