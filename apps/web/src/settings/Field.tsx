/** One setting's line: what it is at the left, its control at the right; under each other on a phone. */
import type { ReactNode } from "react";

export function Field({ name, hint, children }: { name: ReactNode; hint: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2 border-b border-hairline py-3 last:border-b-0">
      <div className="min-w-55 flex-1">
        <p className="text-3">{name}</p>
        <p className="text-2 text-pretty text-muted">{hint}</p>
      </div>
      {children}
    </div>
  );
}
