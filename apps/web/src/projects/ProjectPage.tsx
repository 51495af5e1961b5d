/** One project from six sides, each with an address of its own. */
import { EmptyState, ErrorState, Skeleton } from "@claudeprojects/ui";
import { SquareKanban } from "lucide-react";
import { lazy, Suspense, useEffect } from "react";
import { Link, useParams, useSearchParams } from "react-router";

import { problemOf } from "../api/problem";
import { type Project, useGetProjectQuery } from "../api/projects";
import { useGo } from "../app/navigation";
import { useCommands } from "../commands/registry";
import { projectUrl } from "../lib/paths";
import { Board } from "./board/Board";
import { ListSide } from "./ListSide";
import { Overview } from "./Overview";
import { ProjectHeader } from "./ProjectHeader";

const TimelineSide = lazy(async () => ({ default: (await import("./timeline/TimelineSide")).TimelineSide }));
const SprintsSide = lazy(async () => ({ default: (await import("./sprints/SprintsSide")).SprintsSide }));
const FiguresSide = lazy(async () => ({ default: (await import("./figures/FiguresSide")).FiguresSide }));

const SIDES = [
  { value: "overview", label: "Overview", show: Overview },
  { value: "board", label: "Board", show: Board },
  { value: "list", label: "List", show: ListSide },
  { value: "timeline", label: "Timeline", show: TimelineSide },
  { value: "sprints", label: "Sprints", show: SprintsSide },
  { value: "figures", label: "Figures", show: FiguresSide },
] as const;

function Sides({ project, shown }: { project: Project; shown: string }) {
  return (
    <nav
      aria-label="Sides of this project"
      className="flex shrink-0 gap-4 overflow-x-auto border-b border-hairline px-5 narrow:px-6"
    >
      {SIDES.map(({ value, label }) => (
        <Link
          key={value}
          to={projectUrl(project.path, value === "overview" ? undefined : value)}
          replace
          aria-current={shown === value ? "page" : undefined}
          className="relative flex h-9 shrink-0 items-center rounded-small text-3 text-muted hover:text-text focus-visible:-outline-offset-2 coarse:h-11 aria-[current]:font-medium aria-[current]:text-text aria-[current]:after:absolute aria-[current]:after:inset-x-0 aria-[current]:after:-bottom-px aria-[current]:after:h-0.5 aria-[current]:after:rounded-full aria-[current]:after:bg-accent"
        >
          {label}
        </Link>
      ))}
    </nav>
  );
}

export function ProjectPage() {
  const path = useParams()["*"] ?? "";
  const [parameters] = useSearchParams();
  const go = useGo();
  const { data: project, error, refetch } = useGetProjectQuery(path);
  const shown = SIDES.find(({ value }) => value === parameters.get("view")) ?? SIDES[0];
  useCommands(
    SIDES.map(({ value, label }, index) => ({
      id: `project.${value}`,
      title: `Show the project’s ${label.toLowerCase()}`,
      group: "This screen" as const,
      keys: String(index + 1),
      run: () => go(projectUrl(path, value === "overview" ? undefined : value), { replace: true }),
    })),
  );
  useEffect(() => {
    if (project) document.title = `${project.title} · ClaudeProjects`;
  }, [project]);
  if (!project) {
    const problem = error === undefined ? null : problemOf(error);
    if (problem?.status === 404) {
      return (
        <EmptyState
          icon={SquareKanban}
          title={`There is no project at ${path}.`}
          hint="Its note may have moved, or it is no project any more."
          action={
            <Link to="/projects" className="rounded-small text-3 text-accent-text hover:underline">
              All projects
            </Link>
          }
        />
      );
    }
    return problem ? (
      <ErrorState problem={problem} onRetry={() => void refetch()} />
    ) : (
      <Skeleton lines={6} label="Reading the project" />
    );
  }
  const Side = shown.show;
  return (
    <section aria-label={project.title} className="flex h-full flex-col">
      <ProjectHeader project={project} />
      <Sides project={project} shown={shown.value} />
      <div className="min-h-0 flex-1">
        <Suspense fallback={<Skeleton lines={6} />}>
          <Side key={project.path} project={project} />
        </Suspense>
      </div>
    </section>
  );
}
