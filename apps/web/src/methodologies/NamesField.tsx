/** Several names or words, each a chip; Enter, a comma or leaving the field adds what was typed. */
import { Autocomplete, Icon } from "@claudeprojects/ui";
import { X } from "lucide-react";
import { useState } from "react";

import { usePeople } from "./people";
import { TYPED } from "./PersonField";

export interface NamesFieldProps {
  label: string;
  value: readonly string[];
  /** Whether they are people, whom the vault may know. */
  people: boolean;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (value: string[]) => void;
}

/** The names with those of a typed text added, none twice. */
export function withNames(names: readonly string[], typed: string): string[] {
  const more = typed.split(/[,;]/).map((name) => name.trim());
  return [...new Set([...names, ...more])].filter((name) => name !== "");
}

export function NamesField({ label, value, people, invalid, describedBy, onChange }: NamesFieldProps) {
  const [typed, setTyped] = useState("");
  const known = usePeople(typed, value);
  const add = (text: string) => {
    setTyped("");
    onChange(withNames(value, text));
  };
  return (
    <div className="flex flex-col gap-1.5">
      {value.length > 0 && (
        <ul aria-label={`${label} so far`} className="flex flex-wrap gap-1">
          {value.map((name) => (
            <li
              key={name}
              className="inline-flex min-h-6 items-center gap-1 rounded-full bg-fill pr-1.5 pl-2.5 text-2 wrap-anywhere"
            >
              {name}
              <button
                type="button"
                aria-label={`Remove ${name}`}
                className="hit-target rounded-full text-muted hover:text-text"
                onClick={() => onChange(value.filter((other) => other !== name))}
              >
                <Icon of={X} size={12} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <Autocomplete
        label={label}
        value={typed}
        onChange={(next) => (/[,;]/.test(next) ? add(next) : setTyped(next))}
        onCommit={add}
        onBlur={() => typed !== "" && add(typed)}
        suggestions={people ? known : []}
        placeholder={value.length > 0 ? "Another…" : "Separate them with commas"}
        invalid={invalid}
        describedBy={describedBy}
        className={TYPED}
      />
    </div>
  );
}
