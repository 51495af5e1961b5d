/** What is late and what is due today, to be ticked off where one arrives. */
import { Skeleton } from "@claudeprojects/ui";

import { useFirstTasksQuery } from "../api/tasks";
import { tasksUrl } from "../lib/paths";
import { TaskLine } from "../tasks/TaskLine";
import { Card, Quiet } from "./Card";

const SHOWN = 8;
const QUERY = "is:open due:<=today";

export function TodayCard() {
  const { data } = useFirstTasksQuery({ q: QUERY, sort: "due,priority", limit: SHOWN });
  const left = (data?.total ?? 0) - SHOWN;
  return (
    <Card title="Today" more={{ to: tasksUrl(QUERY), label: left > 0 ? `${left} more` : "All tasks" }}>
      {!data && <Skeleton lines={4} />}
      {data?.items.length === 0 && <Quiet>Nothing is late, and nothing is due today.</Quiet>}
      <ul>
        {data?.items.map((item) => (
          <TaskLine key={item.key} item={item} />
        ))}
      </ul>
    </Card>
  );
}
