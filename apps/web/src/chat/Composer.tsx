/** Where a question is typed; asking empties it. */
import { type RefObject, useState } from "react";
import { MessageField } from "../lib/MessageField";

export interface ComposerProps {
  frame: RefObject<HTMLDivElement | null>;
  label: string;
  busy: boolean;
  onAsk: (question: string) => void;
}

export function Composer({ frame, label, busy, onAsk }: ComposerProps) {
  const [text, setText] = useState("");
  const ask = (question: string) => {
    onAsk(question);
    setText("");
  };
  return (
    <MessageField
      ref={frame}
      label={label}
      action="Ask"
      value={text}
      onChange={setText}
      onSend={ask}
      busy={busy}
    />
  );
}
