/** The frame around every screen: rail, sidebar, tabs, page, inspector, status line. */
import { IconButton, Sheet, SplitLayout } from "@claudeprojects/ui";
import { PanelLeft, PanelRight } from "lucide-react";
import { Suspense } from "react";
import { Outlet } from "react-router";

import { useAppDispatch, useAppSelector } from "../app/hooks";
import { useShownPath } from "../app/navigation";
import { useLive } from "../app/useLive";
import { useCommandKeys } from "../commands/keys";
import { Overlays } from "../commands/Overlays";
import { useWidth } from "../lib/useMedia";
import { Inspector } from "../note/Inspector";
import { inspectorToggled, sheetShown, sidebarToggled } from "../state/layout";
import { EngineBanner } from "./EngineBanner";
import { useFrameCommands } from "./frameCommands";
import { BottomBar, Rail } from "./Rail";
import { Sidebar } from "./Sidebar";
import { StatusLine } from "./StatusLine";
import { Tabs } from "./Tabs";
import { Unauthorised } from "./Unauthorised";
import { PageLoading } from "./PageLoading";

/** The files on a phone: a list over the whole page, above the bottom bar. */
function SidebarOverPage({ onClose }: { onClose: () => void }) {
  return (
    <div
      role="dialog"
      aria-label="Files"
      onKeyDown={(event) => event.key === "Escape" && onClose()}
      className="fixed inset-0 bottom-[calc(3.25rem+env(safe-area-inset-bottom)+1px)] z-30 bg-side"
    >
      <Sidebar />
    </div>
  );
}

export function Frame() {
  useLive();
  useFrameCommands();
  useCommandKeys();
  const dispatch = useAppDispatch();
  const width = useWidth();
  const { sidebar, inspector, sheet } = useAppSelector((state) => state.layout);
  const engine = useAppSelector((state) => state.connection.engine);
  const shown = useShownPath();
  const narrow = width === "narrow";
  const besides = width === "wide";

  if (engine === "unauthorised") return <Unauthorised />;
  const closeSheet = () => dispatch(sheetShown("none"));
  return (
    <div className="flex h-dvh flex-col overflow-hidden bg-ground">
      <a
        href="#page"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:p-2"
      >
        Skip to the page
      </a>
      <div className="flex min-h-0 flex-1">
        {!narrow && <Rail />}
        <SplitLayout
          id="claudeprojects.frame"
          start={
            narrow
              ? undefined
              : { open: sidebar, content: <Sidebar />, width: 260, minWidth: 180, maxWidth: 480 }
          }
          end={
            besides && shown !== null
              ? {
                  open: inspector,
                  content: <Inspector path={shown} />,
                  width: 300,
                  minWidth: 240,
                  maxWidth: 520,
                }
              : undefined
          }
        >
          <header className="flex h-9 shrink-0 items-center border-b border-hairline bg-side pr-1">
            {!narrow && !sidebar && (
              <IconButton
                icon={PanelLeft}
                label="Show the files"
                keys="mod+\"
                className="mx-1"
                onClick={() => dispatch(sidebarToggled())}
              />
            )}
            <Tabs />
            {shown !== null && (
              <IconButton
                icon={PanelRight}
                label={besides && inspector ? "Hide the inspector" : "Show the inspector"}
                keys="mod+shift+\"
                onClick={() => dispatch(besides ? inspectorToggled() : sheetShown("inspector"))}
              />
            )}
          </header>
          <EngineBanner />
          <main id="page" tabIndex={-1} className="relative min-h-0 flex-1 overflow-hidden outline-none">
            <Suspense fallback={<PageLoading />}>
              <Outlet />
            </Suspense>
          </main>
        </SplitLayout>
      </div>
      <StatusLine short={narrow} />
      {narrow && <BottomBar />}
      {narrow && sheet === "sidebar" && <SidebarOverPage onClose={closeSheet} />}
      {!besides && shown !== null && (
        <Sheet
          open={sheet === "inspector"}
          onOpenChange={(open) => !open && closeSheet()}
          title="About this note"
          side={narrow ? "bottom" : "right"}
        >
          <Inspector path={shown} bare />
        </Sheet>
      )}
      <Overlays />
    </div>
  );
}
