/** A question above whatever answers it, with what is wrong with the answer below. */
import { type ReactNode, useId } from "react";

export interface QuestionProps {
  ask: ReactNode;
  note?: string | undefined;
  error?: string | undefined;
  /** Draws the field; it is described by the element of that id, when there is one. */
  children: (describedBy: string | undefined) => ReactNode;
}

export function Question({ ask, note = "", error, children }: QuestionProps) {
  const id = useId();
  const said = error ?? note;
  return (
    <div className="flex flex-col gap-1">
      <p className="text-2 font-medium text-secondary">{ask}</p>
      {children(said === "" ? undefined : id)}
      {said !== "" && (
        <p id={id} className={error === undefined ? "text-2 text-muted" : "text-2 text-danger-text"}>
          {said}
        </p>
      )}
    </div>
  );
}
