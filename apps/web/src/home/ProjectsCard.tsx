/** The projects going on, those due first, with how far they are. */
import { Icon } from "@claudeprojects/ui";
import { SquareKanban } from "lucide-react";

import { useGetProjectsQuery } from "../api/projects";
import { percent } from "../lib/format";
import { projectUrl } from "../lib/paths";
import { ShareBar } from "../projects/ShareBar";
import { doneWords, inOrder } from "../projects/words";
import { Card, Quiet, Row, Waiting } from "./Card";

const SHOWN = 6;

export function ProjectsCard() {
  const { data, error, refetch } = useGetProjectsQuery(undefined);
  const { open } = inOrder(data ?? []);
  return (
    <Card title="Projects" more={{ to: "/projects", label: "All" }}>
      {!data && <Waiting lines={4} failed={error !== undefined} onRetry={() => void refetch()} />}
      {data && open.length === 0 && <Quiet>No project is going on.</Quiet>}
      <ul>
        {open.slice(0, SHOWN).map(({ path, title, progress }) => (
          <Row
            key={path}
            to={projectUrl(path)}
            title={`${title}, ${doneWords(progress)}`}
            aside={
              <span className="flex items-center gap-2">
                <ShareBar
                  label={`Progress of ${title}`}
                  value={progress.done}
                  max={progress.total}
                  text={doneWords(progress)}
                  className="w-14"
                />
                <span className="w-7 text-right">
                  {progress.total === 0 ? "–" : `${percent(progress.done, progress.total)}%`}
                </span>
              </span>
            }
          >
            <Icon of={SquareKanban} className="text-muted" />
            <span dir="auto" className="min-w-0 truncate">
              {title}
            </span>
          </Row>
        ))}
      </ul>
    </Card>
  );
}
