/** Which program the file comes from, or that the file itself tells. */
import { Select } from "@claudeprojects/ui";

import type { ImportFormat } from "../api/exchange";

/** The file says what it is. */
export const DETECT = "detect";

export interface FormatChoiceProps {
  formats: readonly ImportFormat[];
  value: string;
  onChange: (value: string) => void;
}

export function FormatChoice({ formats, value, onChange }: FormatChoiceProps) {
  const chosen = formats.find(({ name }) => name === value);
  const options = [
    { value: DETECT, label: "Tell by the file" },
    ...formats.map(({ name, title, plugin }) => ({
      value: name,
      label: plugin ? `${title} (plugin)` : title,
    })),
  ];
  return (
    <div className="flex flex-col gap-1">
      <p className="text-2 font-medium text-secondary">It comes from</p>
      <Select label="It comes from" value={value} options={options} onChange={onChange} className="w-full" />
      <p className="text-2 text-pretty text-muted">
        {chosen?.hint ?? "Notion, Evernote, Todoist, Trello, tables and calendars are known by their files."}
      </p>
    </div>
  );
}
