/** What is to be corrected in a methodology, each problem leading to its line. */
import { Icon } from "@claudeprojects/ui";
import { CircleX, TriangleAlert } from "lucide-react";
import { Link } from "react-router";

import type { MethodologyProblem } from "../api/methodologies";
import { Coded } from "../lib/Coded";
import { folderOf, joinPath, noteUrl } from "../lib/paths";

export interface LintProps {
  /** The methodology's own file. */
  path: string;
  problems: readonly MethodologyProblem[];
}

/** The file a problem is in: the methodology, or a template beside it. */
function fileOf(path: string, problem: MethodologyProblem): string {
  if (problem.file === "") return path;
  return problem.file.includes("/") ? problem.file : joinPath(folderOf(path), `templates/${problem.file}`);
}

function placeWords({ file, line }: MethodologyProblem): string {
  return file === "" ? `Line ${line}` : `${file}, line ${line}`;
}

export function Lint({ path, problems }: LintProps) {
  if (problems.length === 0) return null;
  return (
    <ul className="mt-1.5 space-y-1">
      {problems.map((problem, index) => (
        <li key={index} className="flex gap-2 text-2 text-secondary">
          {problem.level === "error" ? (
            <Icon of={CircleX} size={14} label="error" className="mt-0.5 text-danger" />
          ) : (
            <Icon of={TriangleAlert} size={14} label="warning" className="mt-0.5 text-warning-text" />
          )}
          <span className="min-w-0 break-words">
            <Link
              to={noteUrl(fileOf(path, problem), { line: problem.line - 1, edit: true })}
              className="rounded-small text-accent-text underline underline-offset-2"
            >
              {placeWords(problem)}
            </Link>
            : <Coded text={problem.text} />
            {problem.hint !== "" && (
              <span className="text-muted">
                {" "}
                <Coded text={problem.hint} />
              </span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
