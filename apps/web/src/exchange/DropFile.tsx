/** Where a file is dropped or chosen. */
import { Button, classes, Icon } from "@claudeprojects/ui";
import { FileUp } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";

export interface DropFileProps {
  /** The endings that fit, such as `.zip`. */
  suffixes: readonly string[];
  disabled: boolean;
  onFile: (file: File) => void;
}

export function DropFile({ suffixes, disabled, onFile }: DropFileProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file && !disabled) onFile(file);
  };
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        "flex flex-col items-center gap-3 rounded-card border border-dashed px-5 py-9 text-center",
        over ? "border-accent bg-accent-subtle" : "border-(--control-edge)",
      )}
    >
      <Icon of={FileUp} size={24} className="text-muted" />
      <p className="text-3 text-pretty">
        Drop the exported file here <span className="text-muted">({suffixes.join(", ")})</span>
      </p>
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        Choose a file
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label="File to import"
        accept={suffixes.join(",")}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </div>
  );
}
