/** What a run may use at most: three numbers, each of which may be left empty. */
import { Input } from "@claudeprojects/ui";

import type { Budget } from "../api/agentTypes";
import { type Limit, limitOf, type Limits, typed } from "./limits";

const FIELDS: { name: Limit; label: string }[] = [
  { name: "dollars", label: "Dollars" },
  { name: "tokens", label: "Tokens" },
  { name: "minutes", label: "Minutes of work" },
];

export interface LimitFieldsProps {
  usual: Budget;
  limits: Limits;
  onChange: (limits: Limits) => void;
}

export function LimitFields({ usual, limits, onChange }: LimitFieldsProps) {
  const texts = { ...typed(usual), ...limits };
  return (
    <fieldset className="border-t border-hairline px-3.5 py-3">
      <legend className="sr-only">What it may use at most</legend>
      <div className="grid gap-3 narrow:grid-cols-3">
        {FIELDS.map(({ name, label }) => (
          <Input
            key={name}
            label={label}
            inputMode="decimal"
            placeholder="No limit"
            value={texts[name]}
            error={limitOf(texts[name]) === undefined ? "A number above 0, or nothing." : undefined}
            onChange={(event) => onChange({ ...limits, [name]: event.target.value })}
          />
        ))}
      </div>
      <p className="mt-2 text-2 text-pretty text-muted">
        Shared by all that it asks for help. What is spent is spent; it stops there and keeps its proposals.
      </p>
    </fieldset>
  );
}
