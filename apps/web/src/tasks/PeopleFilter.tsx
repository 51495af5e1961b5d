/** Narrows tasks to those of one person. */
import { Select } from "@claudeprojects/ui";

import { useGetVocabularyQuery } from "../api/tasks";

const EVERYONE = "";

export function PeopleFilter({
  value,
  onChange,
}: {
  value: string | null;
  onChange: (name: string | null) => void;
}) {
  const people = useGetVocabularyQuery(undefined).data?.people ?? {};
  const names = Object.keys(people).sort((a, b) => a.localeCompare(b));
  if (names.length === 0) return null;
  return (
    <Select
      label="Whose tasks"
      value={value ?? EVERYONE}
      options={[
        { value: EVERYONE, label: "Everyone" },
        ...names.map((name) => ({ value: name, label: name })),
      ]}
      onChange={(name) => onChange(name === EVERYONE ? null : name)}
    />
  );
}
