import type { ReactNode } from "react";

/** One component, or a few that belong together, under its name. */
export function Card({
  title,
  children,
  wide = false,
}: {
  title: string;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <section className={`flex min-w-0 flex-col gap-3 ${wide ? "col-span-full" : ""}`}>
      <h2 className="border-b border-hairline pb-1 text-2 font-semibold text-muted">{title}</h2>
      {children}
    </section>
  );
}

/** Cards in two columns where there is room. */
export function Cards({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-1 gap-x-10 gap-y-8 p-6 medium:grid-cols-2">{children}</div>;
}
