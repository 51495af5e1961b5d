/** The heading of a part of a project's page, with the way on. */
import type { ReactNode } from "react";

export function Heading({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <header className="mb-1.5 flex items-baseline gap-3 border-b border-hairline pb-1.5">
      <h2 className="flex-1 text-3 font-semibold">{children}</h2>
      {aside !== undefined && <span className="text-2 text-muted">{aside}</span>}
    </header>
  );
}
