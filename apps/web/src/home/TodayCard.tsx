/** What is late and what is due today, to be ticked off where one arrives. */

import { useFirstTasksQuery } from "../api/tasks";
import { tasksUrl } from "../lib/paths";
import { TaskLine } from "../tasks/TaskLine";
import { Card, Quiet, Waiting } from "./Card";

const SHOWN = 8;
const QUERY = "is:open due:<=today";

export function TodayCard() {
  const { data, error, refetch } = useFirstTasksQuery({ q: QUERY, sort: "due,priority", limit: SHOWN });
  const left = (data?.total ?? 0) - SHOWN;
  return (
    <Card title="Today" more={{ to: tasksUrl(QUERY), label: left > 0 ? `${left} more` : "All tasks" }}>
      {!data && <Waiting lines={4} failed={error !== undefined} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <Quiet>Nothing is late, and nothing is due today.</Quiet>}
      <ul>
        {data?.items.map((item) => (
          <TaskLine key={item.key} item={item} />
        ))}
      </ul>
    </Card>
  );
}
