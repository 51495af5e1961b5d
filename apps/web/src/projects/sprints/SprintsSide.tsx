import type { Project } from "../../api/projects";
export function SprintsSide({ project }: { project: Project }) {
  return <p>{project.title}</p>;
}
