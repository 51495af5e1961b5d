/** One person, typed or chosen among those the vault knows. */
import { Autocomplete } from "@claudeprojects/ui";

import { usePeople } from "./people";

export const TYPED =
  "h-row w-full rounded-control bg-ground px-2 text-3 text-text placeholder:text-muted " +
  "shadow-[inset_0_0_0_1px_var(--control-edge)] hover:shadow-[inset_0_0_0_1px_var(--text-muted)] " +
  "focus:shadow-[inset_0_0_0_1.5px_var(--accent)] focus:outline-none " +
  "aria-invalid:shadow-[inset_0_0_0_1.5px_var(--danger)] coarse:h-11";

export interface PersonFieldProps {
  label: string;
  value: string;
  invalid: boolean;
  describedBy: string | undefined;
  onChange: (value: string) => void;
}

export function PersonField({ label, value, invalid, describedBy, onChange }: PersonFieldProps) {
  const suggestions = usePeople(value);
  return (
    <Autocomplete
      label={label}
      value={value}
      onChange={onChange}
      onCommit={onChange}
      suggestions={suggestions}
      invalid={invalid}
      describedBy={describedBy}
      className={TYPED}
    />
  );
}
