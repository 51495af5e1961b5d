/** Everything that changes tasks, with its toast and its way back. */
import { announce, toast } from "@claudeprojects/ui";
import { useMemo } from "react";

import { type Problem, problemOf } from "../api/problem";
import {
  type EditedTasks,
  type TaskChanges,
  useAddTasksMutation,
  useEditTasksMutation,
  useMoveTasksMutation,
  type WorkItem,
} from "../api/tasks";
import { useGo } from "../app/navigation";
import { useFileActions } from "../files/useFileActions";
import { plural } from "../lib/format";
import { noteUrl, titleOf } from "../lib/paths";
import { STATUSES, taskText } from "./words";

export interface Target {
  note?: string | undefined;
  project?: string | undefined;
  sprint?: string | undefined;
}

export interface TaskActions {
  /** Changes one task or many in the same way, as one operation; shown at once, taken back when it fails. */
  change: (items: readonly WorkItem[], changes: TaskChanges) => Promise<boolean>;
  /** Moves the lines into another note, as one operation; whether it could. */
  move: (items: readonly WorkItem[], note: string) => Promise<boolean>;
  /** Adds tasks as they were typed, one a line; the problem when it could not. */
  add: (texts: string[], target?: Target) => Promise<Problem | null>;
}

function quoted(item: WorkItem): string {
  const text = taskText(item);
  return `“${text.length > 60 ? `${text.slice(0, 59)}…` : text}”`;
}

/** What a change does, said when it is done: “Print the boxes” is due 2026-12-01. */
export function changeWords(items: readonly WorkItem[], changes: TaskChanges): string {
  const [first] = items;
  const what = items.length === 1 && first ? quoted(first) : plural(items.length, "task");
  const are = items.length === 1 ? "is" : "are";
  if (changes.status !== undefined)
    return `${what} ${are} now ${STATUSES[changes.status].label.toLowerCase()}`;
  if (changes.sprint !== undefined) {
    return changes.sprint === null
      ? `${what} left the sprint`
      : `${what} ${are} in ${titleOf(changes.sprint)}`;
  }
  if (changes.due !== undefined && Object.keys(changes).length === 1) {
    return changes.due === null ? `${what} ${are} due on no day` : `${what} ${are} due ${changes.due}`;
  }
  return `${what} changed`;
}

export function useTaskActions(): TaskActions {
  const go = useGo();
  const { undo } = useFileActions();
  const [edit] = useEditTasksMutation();
  const [send] = useAddTasksMutation();
  const [moveTo] = useMoveTasksMutation();
  return useMemo(() => {
    /** Tells what was done and its way back, or why it could not be. */
    const told = (title: string, { error, data }: { error?: unknown; data?: EditedTasks }): boolean => {
      if (error !== undefined) {
        const problem = problemOf(error);
        toast({
          title: problem.title,
          detail: [problem.detail, problem.hint].filter(Boolean).join(" "),
          tone: "danger",
        });
        announce(`${problem.title}. ${problem.detail}`);
        return false;
      }
      const operation = data?.operation;
      if (operation) toast({ title, undo: () => void undo(operation.id) });
      announce(title);
      return true;
    };
    return {
      change: async (items, changes) =>
        items.length === 0 || told(changeWords(items, changes), await edit({ items, changes })),
      move: async (items, note) => {
        const [first] = items;
        const what = items.length === 1 && first ? quoted(first) : plural(items.length, "task");
        return told(
          `${what} ${items.length === 1 ? "was" : "were"} moved into ${titleOf(note)}`,
          await moveTo({ items, note }),
        );
      },
      add: async (texts, target = {}) => {
        const answer = await send({ texts, ...target });
        if (answer.error) return problemOf(answer.error);
        const { operation, items } = answer.data;
        const [first] = items;
        const title = items.length === 1 ? "Task added" : `${plural(items.length, "task")} added`;
        toast({
          title,
          detail: first ? `to ${titleOf(first.path)}` : undefined,
          undo: operation ? () => void undo(operation.id) : undefined,
          action: first
            ? { label: "Open", run: () => go(noteUrl(first.path, { line: first.line })) }
            : undefined,
        });
        announce(title);
        return null;
      },
    };
  }, [edit, go, moveTo, send, undo]);
}
