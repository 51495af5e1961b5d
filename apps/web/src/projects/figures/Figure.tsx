/** A figure: what it shows in one sentence, its picture, and the table behind it. */
import { IconButton } from "@claudeprojects/ui";
import { ChartSpline, Table2 } from "lucide-react";
import { type ReactNode, useState } from "react";

export interface FigureTable {
  columns: readonly string[];
  rows: readonly (readonly (string | number | null)[])[];
}

export interface FigureProps {
  title: string;
  /** What one reads from it. */
  says: ReactNode;
  table: FigureTable;
  /** What the figure is of, to choose. */
  aside?: ReactNode;
  /** In place of the picture when there is nothing to draw. */
  empty?: string | undefined;
  children: ReactNode;
}

function TableView({ title, table: { columns, rows } }: { title: string; table: FigureTable }) {
  return (
    <div tabIndex={0} role="region" aria-label={`Table of ${title}`} className="h-64 overflow-auto">
      <table className="w-full border-collapse text-2">
        <thead className="sticky top-0 bg-ground">
          <tr>
            {columns.map((name, index) => (
              <th
                key={name}
                scope="col"
                className={`border-b border-hairline px-2 py-1.5 font-medium text-muted ${index === 0 ? "text-left" : "text-right"}`}
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line} className="hover:bg-fill">
              {row.map((value, index) => (
                <td
                  key={index}
                  className={`border-b border-hairline px-2 py-1 ${index === 0 ? "text-left" : "text-right"}`}
                >
                  {value === null ? "–" : typeof value === "number" ? Math.round(value * 10) / 10 : value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function Figure({ title, says, table, aside, empty, children }: FigureProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <section aria-label={title} className="min-w-0">
      <header className="mb-2 flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h2 className="text-3 font-semibold">{title}</h2>
          <p className="text-2 text-pretty text-muted">{says}</p>
        </div>
        {aside}
        {empty === undefined && (
          <IconButton
            icon={asTable ? ChartSpline : Table2}
            label={asTable ? `${title} as a picture` : `${title} as a table`}
            pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
        )}
      </header>
      {empty !== undefined ? (
        <p className="flex h-32 items-center justify-center rounded-card bg-side px-6 text-center text-3 text-pretty text-muted">
          {empty}
        </p>
      ) : asTable ? (
        <TableView title={title} table={table} />
      ) : (
        children
      )}
    </section>
  );
}
