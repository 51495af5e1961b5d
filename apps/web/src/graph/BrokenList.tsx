/** Every link that leads nowhere: where it stands, what was perhaps meant, and a way to make it. */
import { Button, EmptyState, ErrorState, Icon, Skeleton } from "@claudeprojects/ui";
import { CircleCheck, FilePlus2, Unlink } from "lucide-react";
import { Link } from "react-router";

import { useGetBrokenQuery } from "../api/graph";
import { problemOf } from "../api/problem";
import type { BrokenLink } from "../api/types";
import { useAppDispatch } from "../app/hooks";
import { plural } from "../lib/format";
import { folderOf, nameOf, noteUrl, titleOf } from "../lib/paths";
import { overlayOpened } from "../state/overlays";

const SOURCES = 4;

function Item({ broken }: { broken: BrokenLink }) {
  const dispatch = useAppDispatch();
  const { target, sources, suggestions } = broken;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-1 border-b border-hairline py-3">
      <div className="min-w-50 flex-1">
        <p className="flex gap-2 text-3 font-medium">
          <Icon of={Unlink} className="mt-0.5 text-danger" />
          <span dir="auto" className="min-w-0 wrap-anywhere">
            {target}
          </span>
        </p>
        <p className="mt-0.5 pl-6 text-2 text-muted">
          {"in "}
          {sources.slice(0, SOURCES).map((source, index) => (
            <span key={`${source.path}:${source.line}`}>
              {index > 0 && ", "}
              <Link
                to={noteUrl(source.path, { line: source.line })}
                className="rounded-small text-secondary hover:underline"
                title={source.path}
              >
                {source.title}
              </Link>
            </span>
          ))}
          {sources.length > SOURCES && ` and ${plural(sources.length - SOURCES, "other place")}`}
        </p>
        {suggestions.length > 0 && (
          <p className="pl-6 text-2 text-muted">
            {"Perhaps "}
            {suggestions.slice(0, 3).map((path, index) => (
              <span key={path}>
                {index > 0 && ", "}
                <Link
                  to={noteUrl(path)}
                  className="rounded-small text-accent-text hover:underline"
                  title={path}
                >
                  {titleOf(path)}
                </Link>
              </span>
            ))}
          </p>
        )}
      </div>
      <Button
        size="small"
        icon={FilePlus2}
        onClick={() =>
          dispatch(overlayOpened({ kind: "new-note", folder: folderOf(target), name: nameOf(target) }))
        }
      >
        Create
      </Button>
    </li>
  );
}

export function BrokenList() {
  const { data, error, refetch } = useGetBrokenQuery(undefined);
  if (error && !data) return <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton lines={6} label="Reading the broken links" />;
  if (data.items.length === 0) return <EmptyState icon={CircleCheck} title="Every link leads somewhere." />;
  return (
    <div className="h-full overflow-y-auto">
      <ul className="mx-auto max-w-200 px-5 py-3">
        {data.items.map((broken) => (
          <Item key={broken.target} broken={broken} />
        ))}
      </ul>
    </div>
  );
}
