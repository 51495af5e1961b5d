/** One note in a section of the inspector: its name, and a line of its text where there is one. */
import { Highlighted } from "@claudeprojects/ui";
import type { ReactNode } from "react";
import { Link } from "react-router";
import { readable } from "../../lib/readable";

export interface LinkRowProps {
  to: string;
  title: string;
  path: string;
  context?: string | undefined;
  highlight?: readonly [number, number] | null | undefined;
  trailing?: ReactNode;
}

export function LinkRow({ to, title, path, context, highlight, trailing }: LinkRowProps) {
  const line = readable(context ?? "", highlight ? [highlight] : []);
  return (
    <li>
      <Link
        to={to}
        title={path}
        className="mx-1 block rounded-control py-1 pr-2 pl-6.5 hover:bg-fill focus-visible:-outline-offset-1 coarse:min-h-11 coarse:py-2"
      >
        <span className="flex items-baseline gap-2">
          <span className="min-w-0 flex-1 truncate text-3 text-text">{title}</span>
          {trailing}
        </span>
        {line.text.trim() !== "" && (
          <span className="mt-0.5 line-clamp-3 text-2 break-words text-muted">
            <Highlighted text={line.text} ranges={line.ranges} />
          </span>
        )}
      </Link>
    </li>
  );
}
