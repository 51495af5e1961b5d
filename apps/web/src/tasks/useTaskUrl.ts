/** Which tasks are on the screen and how, held by the URL: reload and back bring them again. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";

import type { GroupBy } from "../api/tasks";
import { GROUPINGS } from "./words";

/** How tasks are shown. */
export type Shape = "list" | "board" | "timeline";

export const SHAPES: readonly { value: Shape; label: string }[] = [
  { value: "list", label: "List" },
  { value: "board", label: "Board" },
  { value: "timeline", label: "Timeline" },
];

export interface TaskView {
  q: string;
  by: GroupBy | null;
  sort: string;
  as: Shape;
}

export function shapeOf(name: string | null): Shape {
  return SHAPES.find(({ value }) => value === name)?.value ?? "list";
}

/** The view of the address and a way to change it; `usual` is what stands in no address. */
export function useTaskUrl(usual: Omit<TaskView, "as">): [TaskView, (change: Partial<TaskView>) => void] {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get("by") ?? usual.by ?? "none";
  const by = GROUPINGS.find(({ value }) => value === asked)?.value ?? "none";
  const set = useCallback(
    (change: Partial<TaskView>) =>
      setParameters(
        (now) => {
          const next = new URLSearchParams(now);
          for (const [name, value] of Object.entries(change)) next.set(name, value ?? "none");
          return next;
        },
        { replace: true },
      ),
    [setParameters],
  );
  return [
    {
      q: parameters.get("q") ?? usual.q,
      by: by === "none" ? null : by,
      sort: parameters.get("sort") ?? usual.sort,
      as: shapeOf(parameters.get("as")),
    },
    set,
  ];
}
