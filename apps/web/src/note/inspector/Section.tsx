/** A foldable section of the inspector; it asks for its contents only while it is open. */
import { Icon } from "@claudeprojects/ui";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useId } from "react";

import { useAppDispatch, useAppSelector } from "../../app/hooks";
import { sectionToggled } from "../../state/layout";

export interface SectionProps {
  title: string;
  count?: number | string | undefined;
  children: ReactNode;
}

export function useSectionOpen(title: string): boolean {
  return useAppSelector((state) => !state.layout.closed.includes(title));
}

export function Section({ title, count, children }: SectionProps) {
  const dispatch = useAppDispatch();
  const open = useSectionOpen(title);
  const id = useId();
  return (
    <section aria-labelledby={id} className="border-b border-hairline py-1 last:border-b-0">
      <h3 id={id}>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => dispatch(sectionToggled(title))}
          className="group flex h-row w-full items-center gap-1.5 px-3 text-2 font-semibold text-secondary hover:text-text focus-visible:-outline-offset-2"
        >
          <Icon
            of={ChevronRight}
            size={14}
            className={`-ml-0.5 text-muted transition-transform ${open ? "rotate-90" : ""}`}
          />
          {title}
          {count !== undefined && (
            <span data-numeric className="font-normal text-muted">
              {count}
            </span>
          )}
        </button>
      </h3>
      {open && <div className="pb-2">{children}</div>}
    </section>
  );
}

/** One sentence where a section has nothing to show. */
export function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-3 py-1 pl-7.5 text-2 text-muted">{children}</p>;
}
