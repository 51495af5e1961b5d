/** The way to a new property: its name, completed from those used in the vault. */
import { Autocomplete, Icon } from "@claudeprojects/ui";
import { Plus } from "lucide-react";
import { useId, useState } from "react";

import type { KnownProperty } from "../../api/types";
import { QUIET } from "./fields";
import { nameProblem } from "./kinds";
import { nameSuggestions } from "./useSuggestions";

export interface AddPropertyProps {
  adding: boolean;
  names: readonly string[];
  known: readonly KnownProperty[];
  onBegin: () => void;
  onEnd: () => void;
  onAdd: (name: string) => Promise<boolean>;
}

export function AddProperty({ adding, names, known, onBegin, onEnd, onAdd }: AddPropertyProps) {
  const [typed, setTyped] = useState("");
  const [error, setError] = useState<string | null>(null);
  const id = useId();
  const end = () => {
    setTyped("");
    setError(null);
    onEnd();
  };
  const commit = async (text: string) => {
    const name = text.trim();
    const problem = nameProblem(name, names);
    if (problem !== null) {
      setError(problem);
      return;
    }
    if (await onAdd(name)) end();
  };
  if (!adding) {
    return (
      <button
        type="button"
        aria-keyshortcuts="Control+;"
        onClick={onBegin}
        data-add
        className="col-span-2 -ml-2 flex min-h-row items-center gap-2 justify-self-start rounded-control px-2 text-3 text-muted hover:bg-fill hover:text-text coarse:min-h-11"
      >
        <Icon of={Plus} size={14} />
        Add property
      </button>
    );
  }
  return (
    <div className="col-span-2 max-w-72">
      <Autocomplete
        ref={(input) => {
          if (input && !input.dataset.begun) {
            input.dataset.begun = "true";
            input.focus();
            // With room below it for the list.
            input.scrollIntoView({ block: "nearest" });
          }
        }}
        label="Name of the new property"
        placeholder="Name of the property"
        value={typed}
        suggestions={nameSuggestions(known, typed, names)}
        invalid={error !== null}
        describedBy={error === null ? undefined : id}
        className={`${QUIET} -ml-2 block w-full`}
        onChange={(text) => {
          setTyped(text);
          setError(null);
        }}
        onCommit={(text) => void commit(text)}
        onCancel={end}
        onBlur={() => typed.trim() === "" && end()}
      />
      {error !== null && (
        <p id={id} role="alert" className="pt-1 text-2 text-danger-text">
          {error}
        </p>
      )}
    </div>
  );
}
