/** The operators with examples: a popover beside the field, and the list that stands where results will be. */
import { Button, Dialog } from "@claudeprojects/ui";
import { CircleHelp } from "lucide-react";
import { useState } from "react";

import { OPERATORS } from "./operators";

export function OperatorList({ onTry }: { onTry: (query: string) => void }) {
  return (
    <div className="h-full overflow-y-auto px-1 pb-6">
      <p className="px-2 pt-2 pb-3 text-3 text-muted">
        Search reads every note, canvas and PDF of the vault. Words are enough; these narrow it down.
      </p>
      <ul>
        {OPERATORS.map(({ form, means, example }) => (
          <li key={form}>
            <button
              type="button"
              onClick={() => onTry(example)}
              className="grid w-full grid-cols-[minmax(7.5rem,9.5rem)_1fr] items-baseline gap-x-3 rounded-control px-2 py-1.5 text-left hover:bg-fill narrow:grid-cols-[9.5rem_1fr_auto]"
            >
              <code className="font-code text-2 text-text">{form}</code>
              <span className="text-3 text-secondary">{means}</span>
              <span className="col-start-2 font-code text-2 text-accent-text narrow:col-start-3">
                {example}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function OperatorHelp({ onTry }: { onTry: (query: string) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button variant="ghost" size="small" icon={CircleHelp} onClick={() => setOpen(true)}>
        Operators
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Operators of the search"
        description="Choose one to try it."
      >
        {/* Its rows stand out to the sides when pointed at; their words stand under the title. */}
        <div className="-mx-3">
          <OperatorList
            onTry={(query) => {
              setOpen(false);
              onTry(query);
            }}
          />
        </div>
      </Dialog>
    </>
  );
}
