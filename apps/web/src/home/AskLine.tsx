/** A question to the vault, asked where one arrives. */
import { useState } from "react";

import { useGo } from "../app/navigation";
import { MessageField } from "../lib/MessageField";

export function AskLine() {
  const go = useGo();
  const [text, setText] = useState("");
  return (
    <div className="mb-6">
      <MessageField
        label="Ask your notes anything"
        action="Ask"
        value={text}
        onChange={setText}
        onSend={(question) => go(`/ask?${new URLSearchParams({ q: question }).toString()}`)}
        busy={false}
      />
    </div>
  );
}
