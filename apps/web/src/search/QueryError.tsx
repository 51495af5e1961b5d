/** A query that cannot be read, with a sign under the character where reading stopped. */
import type { Problem } from "../api/problem";

export function QueryError({ query, problem }: { query: string; problem: Problem }) {
  const position = typeof problem.position === "number" ? problem.position : null;
  const points = Array.from(typeof problem.query === "string" ? problem.query : query);
  const what = typeof problem.problem === "string" ? problem.problem : problem.detail;
  return (
    <div role="alert" className="mx-1 rounded-card border border-hairline bg-raised p-4">
      <p className="text-3 font-semibold">{`The search stops at character ${position === null ? "?" : position + 1}: ${what}`}</p>
      {position !== null && (
        <pre className="mt-2 overflow-x-auto font-code text-3 text-secondary">
          {points.slice(0, position).join("")}
          <span className="bg-danger-subtle text-danger-text underline decoration-wavy underline-offset-4">
            {points[position] ?? " "}
          </span>
          {points.slice(position + 1).join("")}
        </pre>
      )}
      {problem.hint !== undefined && <p className="mt-2 text-3 text-secondary">{problem.hint}</p>}
    </div>
  );
}
