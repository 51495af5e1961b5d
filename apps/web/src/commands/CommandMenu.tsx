/** The command palette: every command with its key. */
import { CommandPalette } from "@claudeprojects/ui";

import { type CommandGroup, useAllCommands } from "./registry";

const ORDER: CommandGroup[] = ["This screen", "Go to", "Files", "View", "Index", "Help"];

export function CommandMenu({ onClose }: { onClose: () => void }) {
  const commands = useAllCommands().flatMap(({ run, ...command }) =>
    run === undefined || command.id === "palette" ? [] : [{ ...command, run }],
  );
  const sorted = ORDER.flatMap((group) => commands.filter((command) => command.group === group));
  return (
    <CommandPalette
      open
      onOpenChange={(open) => !open && onClose()}
      commands={sorted.map((command) => ({ ...command, keys: command.keys?.split(" ")[0] }))}
    />
  );
}
