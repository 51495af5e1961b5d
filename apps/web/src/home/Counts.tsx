/** The vault in four numbers, each of which leads to what it counts. */
import { Link } from "react-router";

import { useGetBrokenQuery } from "../api/graph";
import { useFirstTasksQuery } from "../api/tasks";
import type { Status } from "../api/types";
import { count } from "../lib/format";
import { tasksUrl } from "../lib/paths";

function Figure({ value, label, to }: { value: string; label: string; to: string }) {
  return (
    <Link to={to} className="min-w-0 bg-ground px-4 py-3 hover:bg-fill focus-visible:-outline-offset-2">
      <span data-numeric className="block text-5 font-semibold tracking-tight">
        {value}
      </span>
      <span className="block truncate text-2 text-muted">{label}</span>
    </Link>
  );
}

export function Counts({ status }: { status: Status }) {
  const tasks = useFirstTasksQuery({ q: "is:open", limit: 1 }).data;
  const broken = useGetBrokenQuery(undefined).data;
  const notes = status.files.by_kind.note ?? 0;
  const shown = (page: { items: unknown[]; next_cursor: string | null } | undefined) =>
    page ? `${count(page.items.length)}${page.next_cursor ? "+" : ""}` : "–";
  return (
    <div className="grid grid-cols-2 gap-px overflow-hidden rounded-card border border-hairline bg-(--hairline) narrow:grid-cols-4">
      <Figure value={count(notes)} label="notes" to="/graph" />
      <Figure value={count(status.files.indexed - notes)} label="other files" to="/index" />
      <Figure value={tasks ? count(tasks.total) : "–"} label="open tasks" to={tasksUrl("is:open")} />
      <Figure value={shown(broken)} label="broken links" to="/graph?view=broken" />
    </div>
  );
}
