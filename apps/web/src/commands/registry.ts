/**
 * Every command on the screen: the frame and each screen register theirs while they are mounted. The palette, the
 * key bindings and the page of keys all read this one list, so that none of them can be out of date.
 */
import type { LucideIcon } from "lucide-react";
import { useEffect, useRef, useSyncExternalStore } from "react";

export type CommandGroup = "This screen" | "Go to" | "Files" | "View" | "Index" | "Help";

export interface Command {
  id: string;
  title: string;
  group: CommandGroup;
  /** As in `mod+shift+f`; several ways are separated by spaces. */
  keys?: string;
  icon?: LucideIcon;
  keywords?: string[];
  /** What it does; without it, the keys are those of what has the focus, and are only listed. */
  run?: () => void;
}

let registered: readonly (readonly Command[])[] = [];
let flat: readonly Command[] = [];
const listeners = new Set<() => void>();

function change(next: readonly (readonly Command[])[]): void {
  registered = next;
  // A command registered later (by the screen) takes the place of one with the same id (by the frame).
  flat = [...new Map(next.flat().map((command) => [command.id, command])).values()];
  for (const listener of listeners) listener();
}

/** Adds commands; the returned call takes them away. */
export function register(commands: readonly Command[]): () => void {
  change([...registered, commands]);
  return () => change(registered.filter((other) => other !== commands));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Every command there is now. */
export function allCommands(): readonly Command[] {
  return flat;
}

/** Follows every command there is. */
export function useAllCommands(): readonly Command[] {
  return useSyncExternalStore(subscribe, allCommands);
}

/** Registers commands while the component is mounted; what they do may change with every render. */
export function useCommands(commands: readonly Command[]): void {
  const latest = useRef(commands);
  useEffect(() => {
    latest.current = commands;
  });
  const signature = commands.map(({ id, title, keys }) => `${id}\t${title}\t${keys ?? ""}`).join("\n");
  useEffect(
    () =>
      register(
        latest.current.map((command) => ({
          ...command,
          ...(command.run && {
            run: () => latest.current.find((other) => other.id === command.id)?.run?.(),
          }),
        })),
      ),
    [signature],
  );
}
