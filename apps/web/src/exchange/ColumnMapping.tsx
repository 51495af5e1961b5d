/** The columns of a table with their first values, and what each is for; changed, the table is read again. */
import { Button, ErrorState, Select } from "@claudeprojects/ui";
import { useId, useState } from "react";

import {
  type ImportColumns,
  type ImportTable,
  useGetImportColumnsQuery,
  useReadImportAgainMutation,
} from "../api/exchange";
import { problemOf } from "../api/problem";
import {
  AS_TEXT,
  type Choices,
  choicesOf,
  isSame,
  LEFT_OUT,
  titleOfField,
  wishOf,
  withChoice,
} from "./columns";

interface RowProps {
  column: string;
  values: readonly string[];
  use: string;
  fields: readonly string[];
  onChange: (use: string) => void;
}

function ColumnRow({ column, values, use, fields, onChange }: RowProps) {
  const options = [
    { value: AS_TEXT, label: "Kept as text" },
    { value: LEFT_OUT, label: "Left out" },
    ...fields.map((field) => ({ value: field, label: titleOfField(field) })),
  ];
  const shown = values.filter((value) => value !== "");
  return (
    <tr className="grid gap-1 border-b border-hairline py-2 align-middle narrow:table-row">
      <th
        scope="row"
        dir="auto"
        className="text-left text-3 font-medium wrap-anywhere narrow:w-1/4 narrow:py-2 narrow:pr-3"
      >
        {column}
      </th>
      <td dir="auto" className="text-2 text-muted wrap-anywhere narrow:pr-3">
        {shown.length === 0
          ? "Empty in the first rows"
          : shown.map((value) => value.slice(0, 60)).join(" · ")}
      </td>
      <td className="narrow:w-44">
        <Select label={`${column} is`} value={use} options={options} onChange={onChange} className="w-full" />
      </td>
    </tr>
  );
}

interface ColumnMappingProps {
  id: string;
  /** The element of its heading, one below that of what it stands in. */
  heading: "h2" | "h3";
}

interface MappingProps extends ColumnMappingProps {
  found: ImportColumns;
  table: ImportTable;
}

function Mapping({ id, heading: Heading, found, table }: MappingProps) {
  const [before] = useState(() => choicesOf(found));
  const [choices, setChoices] = useState<Choices>(before);
  const [readAgain, { error, isLoading }] = useReadImportAgainMutation();
  const heading = useId();
  const hasTitle = Object.values(choices).includes("task");
  const told = hasTitle
    ? "Say what a column is for and read the table again to see what it makes."
    : "Choose the column that holds the titles of the tasks.";
  return (
    <section aria-labelledby={heading} className="mt-5">
      <Heading id={heading} className="text-3 font-semibold">
        Columns
      </Heading>
      <p role="status" className="mt-1 mb-2 text-2 text-pretty text-muted">
        {told}
      </p>
      <table className="w-full border-collapse border-t border-hairline">
        <thead className="sr-only">
          <tr>
            <th scope="col">Column</th>
            <th scope="col">First values</th>
            <th scope="col">What it is for</th>
          </tr>
        </thead>
        <tbody>
          {table.columns.map((column, at) => (
            <ColumnRow
              key={column}
              column={column}
              values={table.rows.slice(0, 3).map((row) => row[at] ?? "")}
              use={choices[column] ?? AS_TEXT}
              fields={found.fields}
              onChange={(use) => setChoices(withChoice(choices, column, use))}
            />
          ))}
        </tbody>
      </table>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button
          disabled={isLoading || !hasTitle || isSame(choices, before)}
          onClick={() => void readAgain({ id, ...wishOf(choices, found.fields) })}
        >
          Read again
        </Button>
      </div>
      {error && (
        <div className="mt-3">
          <ErrorState inline problem={problemOf(error)} />
        </div>
      )}
    </section>
  );
}

/** Nothing for what is no table. */
export function ColumnMapping({ id, heading }: ColumnMappingProps) {
  const { data } = useGetImportColumnsQuery(id);
  if (!data?.table) return null;
  return <Mapping id={id} heading={heading} found={data} table={data.table} />;
}
