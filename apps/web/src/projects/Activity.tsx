/** What was changed last in a project's notes through this workspace. */
import { Skeleton } from "@claudeprojects/ui";
import { Link } from "react-router";

import { useGetOperationsInfiniteQuery } from "../api/operations";
import type { Project } from "../api/projects";
import type { Operation } from "../api/types";
import { ago, moment } from "../lib/format";
import { noteUrl, titleOf } from "../lib/paths";
import { Heading } from "./Heading";

const SHOWN = 6;

/** The first file of an operation that belongs to a project, or undefined when none does. */
function touched({ files }: Operation, { path, folder }: Project): string | undefined {
  return files.find((file) => file.path === path || (folder !== null && file.path.startsWith(`${folder}/`)))
    ?.path;
}

export function Activity({ project }: { project: Project }) {
  const { data } = useGetOperationsInfiniteQuery(undefined);
  const found = (data?.pages ?? [])
    .flatMap(({ items }) => items)
    .flatMap((operation) => {
      const path = touched(operation, project);
      return path === undefined ? [] : [{ operation, path }];
    })
    .slice(0, SHOWN);
  return (
    <section aria-label="Activity">
      <Heading
        aside={
          <Link to="/history" className="hit-target rounded-small hover:text-text hover:underline">
            History
          </Link>
        }
      >
        Activity
      </Heading>
      {!data && <Skeleton lines={3} />}
      {data && found.length === 0 && (
        <p className="py-1.5 text-3 text-muted">Nothing was changed here through the workspace yet.</p>
      )}
      <ul>
        {found.map(({ operation, path }) => (
          <li key={operation.id} className="flex items-baseline gap-3 py-1.5 text-3">
            <Link
              to={noteUrl(path)}
              dir="auto"
              title={titleOf(path)}
              className="min-w-0 flex-1 rounded-small break-words hover:underline"
            >
              {operation.summary}
            </Link>
            <time dateTime={operation.at} title={moment(operation.at)} className="shrink-0 text-2 text-muted">
              {ago(operation.at)}
            </time>
          </li>
        ))}
      </ul>
    </section>
  );
}
