import { Progress as Base } from "@base-ui/react/progress";
import { X } from "lucide-react";

import { IconButton } from "./Button";

export interface ProgressProps {
  /** What is being done: "Indexing". */
  label: string;
  done: number;
  /** `null` while it is not known. */
  total: number | null;
  /** What is counted: "files". */
  unit?: string | undefined;
  onCancel?: (() => void) | undefined;
}

/** Long work: its name, a count, a bar, and a way to stop it. */
export function Progress({ label, done, total, unit, onCancel }: ProgressProps) {
  const count =
    total === null ? done.toLocaleString() : `${done.toLocaleString()} of ${total.toLocaleString()}`;
  return (
    <Base.Root
      value={total === null ? null : Math.min(done, total)}
      max={total === null || total === 0 ? 1 : total}
      getAriaValueText={() => `${count}${unit === undefined ? "" : ` ${unit}`}`}
      className="flex items-center gap-3"
    >
      <div className="min-w-0 flex-1">
        <div className="mb-1 flex items-baseline gap-2 text-2">
          <Base.Label className="truncate text-text">{label}</Base.Label>
          <span data-numeric className="ml-auto whitespace-nowrap text-muted">
            {count} {unit}
          </span>
        </div>
        <Base.Track className="block h-1 overflow-hidden rounded-full bg-fill-active">
          <Base.Indicator className="block h-full rounded-full bg-accent transition-[width]" />
        </Base.Track>
      </div>
      {onCancel && <IconButton icon={X} label={`Stop: ${label}`} size="small" onClick={onCancel} />}
    </Base.Root>
  );
}
