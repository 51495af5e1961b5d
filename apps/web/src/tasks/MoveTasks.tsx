/** Choosing the note that tasks are moved into. */
import type { WorkItem } from "../api/tasks";
import { NotePicker } from "../commands/NotePicker";
import { plural } from "../lib/format";
import { useTaskActions } from "./useTaskActions";
import { taskText } from "./words";

export interface MoveTasksProps {
  items: readonly WorkItem[];
  onClose: () => void;
}

export function MoveTasks({ items, onClose }: MoveTasksProps) {
  const { move } = useTaskActions();
  const [first] = items;
  const notes = [...new Set(items.map(({ path }) => path))];
  return (
    <NotePicker
      label={
        items.length === 1 && first
          ? `Move “${taskText(first)}” into a note`
          : `Move ${plural(items.length, "task")} into a note`
      }
      without={notes.length === 1 ? notes : []}
      onPick={(note) => {
        onClose();
        void move(items, note);
      }}
      onClose={onClose}
    />
  );
}
