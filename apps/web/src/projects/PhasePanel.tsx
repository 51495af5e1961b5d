/** Where a project stands in its methodology. */
import type { Project } from "../api/projects";
import { nameWords } from "./words";

export function PhasePanel({ project: { methodology, phase } }: { project: Project }) {
  if (methodology === null) return null;
  return (
    <section aria-label="Phase">
      <h2 className="mb-2 text-3 font-semibold">{phase === null ? "No phase yet" : nameWords(phase)}</h2>
      <p className="text-3 text-muted">{nameWords(methodology)}</p>
    </section>
  );
}
