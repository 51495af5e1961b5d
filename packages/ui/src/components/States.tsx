import type { LucideIcon } from "lucide-react";
import { CircleAlert, RotateCw } from "lucide-react";
import type { ReactNode } from "react";

import { classes } from "../lib/classes";
import { problemFields, type Problem } from "../lib/problem";
import { Button } from "./Button";
import { Icon } from "./Icon";

export interface EmptyStateProps {
  icon?: LucideIcon | undefined;
  /** One sentence. */
  title: ReactNode;
  /** What would be here, or how it comes to be; only where the sentence leaves a question. */
  hint?: ReactNode;
  /** One action. */
  action?: ReactNode;
  /** Below what is above it, near a field that led here, instead of in the middle. */
  top?: boolean;
}

/** Nothing here yet: one sentence, one action. */
export function EmptyState({ icon, title, hint, action, top = false }: EmptyStateProps) {
  return (
    <div
      className={classes(
        "flex flex-col items-center gap-1.5 p-6 text-center",
        top ? "pt-[min(12vh,5rem)]" : "h-full min-h-40 justify-center",
      )}
    >
      {icon && <Icon of={icon} size={24} className="mb-1.5 text-(--control-edge)" />}
      <p className="max-w-90 text-3 font-medium text-balance break-words text-text">{title}</p>
      {hint !== undefined && <p className="max-w-90 text-3 text-pretty text-muted">{hint}</p>}
      {action !== undefined && <div className="mt-3">{action}</div>}
    </div>
  );
}

export interface ErrorStateProps {
  problem: Problem;
  onRetry?: (() => void) | undefined;
  /** Another way on, beside trying again. */
  action?: ReactNode;
  /** A line among others instead of the whole panel. */
  inline?: boolean;
}

/** What happened, to which thing, what to do, and the details folded below. */
export function ErrorState({ problem, onRetry, action, inline = false }: ErrorStateProps) {
  const fields = problemFields(problem);
  const body = (
    <div role="alert" className="w-full max-w-120 rounded-card border border-hairline bg-raised p-4">
      <div className="flex gap-3">
        <Icon of={CircleAlert} className="mt-0.5 text-danger" />
        <div className="min-w-0 flex-1 text-3">
          <p className="font-semibold text-text">{problem.title}</p>
          {problem.detail !== undefined && problem.detail !== problem.title && (
            <p className="mt-0.5 break-words text-secondary">{problem.detail}</p>
          )}
          {problem.hint !== undefined && <p className="mt-2 break-words text-text">{problem.hint}</p>}
          {(onRetry !== undefined || action !== undefined) && (
            <div className="mt-3 flex flex-wrap gap-2">
              {onRetry && (
                <Button icon={RotateCw} onClick={onRetry}>
                  Try again
                </Button>
              )}
              {action}
            </div>
          )}
          {(problem.code !== undefined || fields.length > 0) && (
            <details className="mt-3 text-2 text-muted">
              <summary className="w-fit rounded-small select-none hover:text-text">Details</summary>
              <dl className="mt-1.5 grid grid-cols-[auto_1fr] gap-x-3 gap-y-0.5 font-code">
                {problem.code !== undefined && <Field name="code" value={problem.code} />}
                {problem.status !== undefined && <Field name="status" value={String(problem.status)} />}
                {fields.map(([name, value]) => (
                  <Field key={name} name={name} value={value} />
                ))}
              </dl>
            </details>
          )}
        </div>
      </div>
    </div>
  );
  return inline ? body : <div className="flex h-full min-h-40 items-center justify-center p-6">{body}</div>;
}

function Field({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd className="max-h-40 overflow-auto break-all text-secondary">{value}</dd>
    </>
  );
}

/** Grey lines where text will stand. It shows itself only after 150 ms, so that quick answers do not flicker. */
export function Skeleton({ lines = 3, label = "Loading" }: { lines?: number; label?: string }) {
  const widths = ["w-11/12", "w-full", "w-4/5", "w-2/3", "w-10/12"];
  return (
    <div role="status" aria-label={label} className="skeleton flex flex-col gap-2.5 p-3">
      {Array.from({ length: lines }, (_, index) => (
        <span
          key={index}
          className={`h-3 rounded-small bg-fill-hover ${widths[index % widths.length] ?? ""}`}
        />
      ))}
    </div>
  );
}
