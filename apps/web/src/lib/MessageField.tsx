/** A field for something said to a model: Enter sends, Shift+Enter begins a line. */
import { IconButton, TextArea } from "@claudeprojects/ui";
import { ArrowUp } from "lucide-react";
import type { KeyboardEvent, Ref } from "react";

export interface MessageFieldProps {
  label: string;
  /** What sending is called. */
  action: string;
  value: string;
  onChange: (text: string) => void;
  /** Called with text that is not blank, and never while `busy`. */
  onSend: (text: string) => void;
  busy: boolean;
  ref?: Ref<HTMLDivElement>;
}

export function MessageField({ label, action, value, onChange, onSend, busy, ref }: MessageFieldProps) {
  const text = value.trim();
  const send = () => {
    if (text !== "" && !busy) onSend(text);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div
      ref={ref}
      className="flex items-end gap-1 rounded-card bg-raised p-1.5 shadow-[inset_0_0_0_1px_var(--line)] focus-within:shadow-[inset_0_0_0_1.5px_var(--accent)]"
    >
      <TextArea
        bare
        rows={1}
        aria-label={label}
        placeholder={label}
        value={value}
        className="flex-1 [&_textarea]:py-2"
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <IconButton
        icon={ArrowUp}
        label={action}
        keys="enter"
        className="!size-9"
        disabled={busy || text === ""}
        onClick={send}
      />
    </div>
  );
}
