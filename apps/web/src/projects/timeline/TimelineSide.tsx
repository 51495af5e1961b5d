import type { Project } from "../../api/projects";
export function TimelineSide({ project }: { project: Project }) {
  return <p>{project.title}</p>;
}
