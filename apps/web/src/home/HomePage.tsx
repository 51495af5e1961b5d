/** The vault at a glance: what is due, what works, what was worked on, and where to go from here. */
import { Button, ErrorState, Kbd, Skeleton } from "@claudeprojects/ui";
import { FilePlus2, Search } from "lucide-react";

import { problemOf } from "../api/problem";
import { useGetStatusQuery, useGetWorkspaceQuery } from "../api/workspace";
import { useAppDispatch } from "../app/hooks";
import { useGo } from "../app/navigation";
import { Page } from "../lib/Page";
import { overlayOpened } from "../state/overlays";
import { AgentsCard } from "./AgentsCard";
import { AskLine } from "./AskLine";
import { BrokenCard } from "./BrokenCard";
import { Counts } from "./Counts";
import { FirstSteps } from "./FirstSteps";
import { ProjectsCard } from "./ProjectsCard";
import { RecentCard } from "./RecentCard";
import { SoonCard } from "./SoonCard";
import { TagsCard } from "./TagsCard";
import { TodayCard } from "./TodayCard";

export function HomePage() {
  const dispatch = useAppDispatch();
  const go = useGo();
  const workspace = useGetWorkspaceQuery(undefined);
  const { data: status, isLoading } = useGetStatusQuery(undefined);
  if (workspace.error && !workspace.data) {
    return <ErrorState problem={problemOf(workspace.error)} onRetry={() => void workspace.refetch()} />;
  }
  const empty = status?.files.total === 0 && status.progress === null && status.state === "ready";
  return (
    <Page
      title={workspace.data?.name ?? "Home"}
      lead={workspace.data?.root}
      actions={
        !isLoading &&
        !empty && (
          <div className="flex gap-2">
            <Button icon={Search} onClick={() => go("/search")}>
              Search
            </Button>
            <Button
              variant="primary"
              icon={FilePlus2}
              onClick={() => dispatch(overlayOpened({ kind: "new-note", folder: "" }))}
            >
              New note
            </Button>
          </div>
        )
      }
    >
      {isLoading ? (
        <Skeleton lines={8} label="Reading the vault" />
      ) : empty ? (
        <FirstSteps />
      ) : (
        <div className="@container">
          <AskLine />
          <div className="mt-8 grid gap-x-10 gap-y-9 @min-[40rem]:grid-cols-2">
            <TodayCard />
            <AgentsCard />
            <SoonCard />
            <ProjectsCard />
            <RecentCard />
            <BrokenCard />
            <TagsCard />
          </div>
          <div className="mt-9">{status && <Counts status={status} />}</div>
        </div>
      )}
      <p className="mt-12 flex coarse:hidden flex-wrap items-center gap-x-5 gap-y-2 text-2 text-muted">
        <span className="flex items-center gap-1.5">
          <Kbd keys="mod+o" /> open by name
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="q" /> new task
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="mod+k" /> all commands
        </span>
        <span className="flex items-center gap-1.5">
          <Kbd keys="?" /> keys of this screen
        </span>
      </p>
    </Page>
  );
}
