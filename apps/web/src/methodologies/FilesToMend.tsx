/** Methodology files of the vault that are not used, or that have something to correct. */
import { Badge } from "@claudeprojects/ui";
import { Link } from "react-router";

import type { MethodologySummary } from "../api/methodologies";
import { noteUrl } from "../lib/paths";
import { Lint } from "./Lint";

export function FilesToMend({ files }: { files: readonly MethodologySummary[] }) {
  return (
    <ul>
      {files.map((file) => (
        <li key={file.path} className="border-b border-hairline py-2.5 last:border-b-0">
          <p className="flex flex-wrap items-center gap-2 text-3">
            <Link
              to={noteUrl(file.path, { edit: true })}
              className="rounded-small font-code text-2 wrap-anywhere hover:underline"
            >
              {file.path}
            </Link>
            {!file.used && <Badge tone="warning">not used</Badge>}
          </p>
          {!file.used && <p className="mt-0.5 text-2 text-muted">{file.why}</p>}
          <Lint path={file.path} problems={file.problems} />
        </li>
      ))}
    </ul>
  );
}
