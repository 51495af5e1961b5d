/** Where a question is typed: Enter asks, Shift and Enter makes a line. */
import { IconButton, TextArea } from "@claudeprojects/ui";
import { ArrowUp } from "lucide-react";
import { type KeyboardEvent, type RefObject, useState } from "react";

export interface ComposerProps {
  frame: RefObject<HTMLDivElement | null>;
  label: string;
  busy: boolean;
  onAsk: (question: string) => void;
}

export function Composer({ frame, label, busy, onAsk }: ComposerProps) {
  const [text, setText] = useState("");
  const send = () => {
    if (text.trim() === "" || busy) return;
    onAsk(text.trim());
    setText("");
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div
      ref={frame}
      className="flex items-end gap-1 rounded-card bg-raised p-1.5 shadow-[inset_0_0_0_1px_var(--line)] focus-within:shadow-[inset_0_0_0_1.5px_var(--accent)]"
    >
      <TextArea
        bare
        rows={1}
        aria-label={label}
        placeholder={label}
        value={text}
        className="flex-1 [&_textarea]:py-2"
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <IconButton
        icon={ArrowUp}
        label="Ask"
        keys="enter"
        className="!size-9"
        disabled={busy || text.trim() === ""}
        onClick={send}
      />
    </div>
  );
}
