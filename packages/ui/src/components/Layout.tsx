import type { ReactNode } from "react";
import { Group, Panel as BasePanel, Separator, useDefaultLayout } from "react-resizable-panels";

import { classes } from "../lib/classes";

export interface PaneProps {
  /** Its name: a landmark for screen readers, and the heading unless `header` is given. */
  title: string;
  header?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  className?: string | undefined;
  /** The landmark's role: a `complementary` inspector, a `navigation` sidebar. */
  role?: "complementary" | "navigation" | "region";
}

/** A titled region with its actions and a body that scrolls. */
export function Panel({ title, header, actions, children, className, role = "region" }: PaneProps) {
  return (
    <section role={role} aria-label={title} className={classes("flex h-full min-h-0 flex-col", className)}>
      <header className="flex h-9 shrink-0 items-center gap-1 pr-1.5 pl-3">
        {header ?? <h2 className="flex-1 truncate text-2 font-semibold text-secondary">{title}</h2>}
        {actions}
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </section>
  );
}

export interface SidePane {
  open: boolean;
  content: ReactNode;
  /** Pixels at first; the person's own width is kept. */
  width: number;
  minWidth?: number;
  maxWidth?: number;
}

export interface SplitLayoutProps {
  /** Under this name the widths are kept. */
  id: string;
  start?: SidePane | undefined;
  end?: SidePane | undefined;
  children: ReactNode;
}

/** A sidebar, the page and an inspector side by side, with edges to drag (double click sets them back). */
export function SplitLayout({ id, start, end, children }: SplitLayoutProps) {
  const panelIds = [start?.open === true && "start", "main", end?.open === true && "end"].filter(
    (item) => item !== false,
  );
  const layout = useDefaultLayout({ id, panelIds, onlySaveAfterUserInteractions: true });
  return (
    <Group
      {...(layout.defaultLayout === undefined ? {} : { defaultLayout: layout.defaultLayout })}
      onLayoutChanged={layout.onLayoutChanged}
      orientation="horizontal"
      className="min-h-0 flex-1"
    >
      {start?.open === true && <Side id="start" pane={start} />}
      {start?.open === true && <Edge label="Width of the sidebar" />}
      <BasePanel id="main" minSize={320} className="flex min-w-0 flex-col">
        {children}
      </BasePanel>
      {end?.open === true && <Edge label="Width of the inspector" />}
      {end?.open === true && <Side id="end" pane={end} />}
    </Group>
  );
}

function Side({ id, pane }: { id: string; pane: SidePane }) {
  return (
    <BasePanel
      id={id}
      defaultSize={pane.width}
      minSize={pane.minWidth ?? 200}
      maxSize={pane.maxWidth ?? 520}
      groupResizeBehavior="preserve-pixel-size"
      className="flex min-w-0 flex-col bg-side"
    >
      {pane.content}
    </BasePanel>
  );
}

function Edge({ label }: { label: string }) {
  return (
    <Separator
      title={label}
      className="w-px bg-(--hairline) transition-colors outline-none hover:bg-accent focus-visible:bg-accent data-[separator=active]:bg-accent"
    />
  );
}
