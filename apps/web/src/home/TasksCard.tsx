/** Open tasks, what is late and due first. */
import { Badge, Icon, Skeleton } from "@claudeprojects/ui";
import { Square } from "lucide-react";

import { useGetTasksQuery } from "../api/settings";
import type { VaultTask } from "../api/types";
import { dueWords } from "../lib/format";
import { noteUrl, searchUrl } from "../lib/paths";
import { plainText } from "../lib/plainText";
import { Card, Quiet, Row } from "./Card";

const SHOWN = 7;

/** By due day, tasks without one last; within a day as they come. */
export function byDue(tasks: readonly VaultTask[]): VaultTask[] {
  return [...tasks].sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999"));
}

function Due({ day }: { day: string }) {
  const { text, when } = dueWords(day);
  if (when === "later") return <time dateTime={day}>{text}</time>;
  return (
    <Badge tone={when === "late" ? "danger" : "warning"}>
      <time dateTime={day}>{text}</time>
    </Badge>
  );
}

export function TasksCard() {
  const { data } = useGetTasksQuery({ status: "open" });
  const tasks = byDue(data?.items ?? []).slice(0, SHOWN);
  return (
    <Card title="Open tasks" more={{ to: searchUrl("task:todo"), label: "All" }}>
      {!data && <Skeleton lines={5} />}
      {data && tasks.length === 0 && (
        <Quiet>
          No open tasks. A line that begins with <code className="font-code text-2">- [ ]</code> is one.
        </Quiet>
      )}
      <ul>
        {tasks.map((task) => (
          <Row
            key={`${task.path}:${task.line}`}
            to={noteUrl(task.path, { line: task.line })}
            title={`${plainText(task.description)} (${[task.due, task.path].filter(Boolean).join(", ")})`}
            aside={task.due === null ? task.title : <Due day={task.due} />}
          >
            <Icon of={Square} className="text-muted" />
            <span dir="auto" className="min-w-0 truncate">
              {plainText(task.description)}
            </span>
          </Row>
        ))}
      </ul>
    </Card>
  );
}
