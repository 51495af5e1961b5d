/** Where a text comes from: its notes by name, each opening at its line. */
import { Link } from "react-router";

import type { Source } from "../api/agentTypes";
import { noteUrl, titleOf } from "../lib/paths";

/** So many are named. */
const NAMED = 12;

export function Sources({ of: all }: { of: readonly Source[] }) {
  const sources = all.filter((source) => source.path !== "");
  if (sources.length === 0) return null;
  return (
    <p className="mt-2 text-2 break-words text-muted">
      From{" "}
      {sources.slice(0, NAMED).map((source, index) => (
        <span key={index}>
          {index > 0 && ", "}
          <Link
            to={noteUrl(source.path, { line: source.line > 0 ? source.line : null })}
            className="rounded-small text-accent-text hover:underline"
          >
            {titleOf(source.path)}
            {source.heading !== null && ` › ${source.heading}`}
          </Link>
        </span>
      ))}
      {sources.length > NAMED && ` and ${sources.length - NAMED} more`}
    </p>
  );
}
