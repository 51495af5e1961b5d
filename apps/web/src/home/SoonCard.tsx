/** What is due in the next days. */

import { useFirstTasksQuery } from "../api/tasks";
import { today } from "../lib/format";
import { tasksUrl } from "../lib/paths";
import { daysAfter } from "../tasks/taskMenu";
import { TaskLine } from "../tasks/TaskLine";
import { Card, Quiet, Waiting } from "./Card";

const SHOWN = 7;
const QUERY = "is:open due:>today";

export function SoonCard() {
  const { data, error, refetch } = useFirstTasksQuery({
    q: `${QUERY} due:<=${daysAfter(today(), 7)}`,
    sort: "due,priority",
    limit: SHOWN,
  });
  return (
    <Card title="Coming up" more={{ to: tasksUrl(QUERY), label: "All" }}>
      {!data && <Waiting lines={4} failed={error !== undefined} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Quiet>Nothing is due in the next seven days.</Quiet>}
      <ul>
        {data?.items.map((item) => (
          <TaskLine key={item.key} item={item} />
        ))}
      </ul>
    </Card>
  );
}
