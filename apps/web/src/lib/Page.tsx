/** The plain frame of a screen that is a page of text and lists: a title, its actions, a measure. */
import { type ReactNode, useEffect } from "react";

export interface PageProps {
  title: string;
  /** One line under the title. */
  lead?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

export function Page({ title, lead, actions, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · ClaudeProjects`;
  }, [title]);
  return (
    <section
      aria-label={title}
      tabIndex={0}
      className="h-full overflow-y-auto focus-visible:-outline-offset-2"
    >
      <div className="mx-auto w-full max-w-220 px-5 pt-8 pb-16 narrow:px-8">
        <header className="mb-6 flex flex-wrap items-end gap-x-4 gap-y-3">
          <div className="min-w-[min(100%,20rem)] flex-1">
            <h1 className="text-5 font-semibold tracking-tight break-words">{title}</h1>
            {lead !== undefined && <p className="mt-1 text-3 text-pretty break-words text-muted">{lead}</p>}
          </div>
          {actions}
        </header>
        {children}
      </div>
    </section>
  );
}
