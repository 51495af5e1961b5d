import type { Project } from "../../api/projects";
export function FiguresSide({ project }: { project: Project }) {
  return <p>{project.title}</p>;
}
