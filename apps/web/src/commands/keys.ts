/** One key listener for the whole app, reading the registry. */
import { useEffect } from "react";
import { createKeybindingsHandler } from "tinykeys";

import { allCommands, type Command, useAllCommands } from "./registry";

const MODIFIERS: Record<string, string> = { mod: "$mod", shift: "Shift", alt: "Alt", ctrl: "Control" };

/** `mod+shift+f` in the notation of tinykeys. */
export function binding(keys: string): string {
  const parts = keys.split("+");
  const key = parts.pop() ?? "";
  const modifiers = parts.map((part) => MODIFIERS[part] ?? part);
  // “?” and the like already carry Shift on most keyboards; it may be there.
  if (/^[^\w\s]$/.test(key) && modifiers.length === 0) modifiers.push("[Shift]");
  return [...modifiers, key === "\\" ? "Backslash" : key].join("+");
}

/** Whether the key alone would type something where the focus is. */
function types(keys: string, target: EventTarget | null): boolean {
  if (/^(mod|alt|ctrl)\+/.test(keys) || /^f\d+$/i.test(keys)) return false;
  return (
    target instanceof Element && target.closest("input, textarea, select, [contenteditable=true]") !== null
  );
}

/** Whether a dialog is open: then only commands with a modifier reach the screen behind it. */
function behindDialog(keys: string): boolean {
  return !/^(mod|alt|ctrl)\+/.test(keys) && document.querySelector("[role=dialog], [role=menu]") !== null;
}

function bind(command: Command, keys: string): [string, (event: KeyboardEvent) => void] {
  return [
    binding(keys),
    (event) => {
      if (event.defaultPrevented || types(keys, event.target) || behindDialog(keys)) return;
      event.preventDefault();
      (allCommands().find((other) => other.id === command.id) ?? command).run?.();
    },
  ];
}

/** Listens for every registered command's keys. */
export function useCommandKeys(): void {
  const commands = useAllCommands();
  useEffect(() => {
    const map = Object.fromEntries(
      commands
        .filter(({ run }) => run !== undefined)
        .flatMap((command) =>
          (command.keys ?? "")
            .split(" ")
            .filter(Boolean)
            .map((keys) => bind(command, keys)),
        ),
    );
    const handler = createKeybindingsHandler(map, { ignore: () => false });
    window.addEventListener("keydown", handler);
    return () => window.removeEventListener("keydown", handler);
  }, [commands]);
}
