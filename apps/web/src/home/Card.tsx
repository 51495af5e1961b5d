/** One part of the home screen: a heading that leads on, and its list. */
import { Skeleton } from "@claudeprojects/ui";
import type { ReactNode } from "react";
import { Link } from "react-router";

export interface CardProps {
  title: string;
  /** Where all of it is. */
  more?: { to: string; label: string } | undefined;
  children: ReactNode;
}

export function Card({ title, more, children }: CardProps) {
  return (
    <section aria-label={title} className="min-w-0">
      <header className="mb-1.5 flex items-baseline gap-3 border-b border-hairline pb-1.5">
        <h2 className="flex-1 text-3 font-semibold">{title}</h2>
        {more && (
          <Link
            to={more.to}
            className="hit-target rounded-small text-2 text-muted hover:text-text hover:underline"
          >
            {more.label}
          </Link>
        )}
      </header>
      {children}
    </section>
  );
}

/** A row of a card. */
export function Row({
  to,
  title,
  children,
  aside,
}: {
  to: string;
  title?: string;
  children: ReactNode;
  aside?: ReactNode;
}) {
  return (
    <li className="min-w-0">
      <Link
        to={to}
        title={title}
        className="-mx-2 flex min-h-row-comfortable items-center gap-2.5 rounded-control px-2 text-3 hover:bg-fill"
      >
        {children}
        {aside !== undefined && (
          <span
            data-numeric
            dir="auto"
            className="ml-auto max-w-2/5 shrink-0 truncate pl-2 text-2 text-muted"
          >
            {aside}
          </span>
        )}
      </Link>
    </li>
  );
}

/** One quiet sentence in an empty card. */
export function Quiet({ children }: { children: ReactNode }) {
  return <p className="py-2 text-3 text-muted">{children}</p>;
}

export interface WaitingProps {
  /** As many lines as are expected. */
  lines: number;
  failed: boolean;
  onRetry: () => void;
}

/** What stands in a card whose list is not there: it is on its way, or could not be read. */
export function Waiting({ lines, failed, onRetry }: WaitingProps) {
  if (!failed) return <Skeleton lines={lines} />;
  return (
    <Quiet>
      This could not be read.{" "}
      <button
        type="button"
        onClick={onRetry}
        className="rounded-small text-accent-text underline underline-offset-2"
      >
        Try again
      </button>
    </Quiet>
  );
}
