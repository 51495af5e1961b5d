/** Commands that have keys, by group. */
import { Kbd } from "@claudeprojects/ui";

import { type Command, type CommandGroup } from "./registry";

const LIST_KEYS: [keys: string, what: string][] = [
  ["up", "Move up a list"],
  ["down", "Move down a list"],
  ["enter", "Open"],
  ["mod+enter", "Open in a new tab"],
  ["F2", "Rename in the file tree"],
  ["delete", "Move to trash in the file tree"],
  ["mod+z", "Undo, while its message is shown"],
  ["escape", "Close what is on top; focus returns"],
];

function Row({ keys, title }: { keys: string; title: string }) {
  return (
    <li className="flex h-row items-center justify-between gap-4 text-3">
      <span className="truncate text-secondary">{title}</span>
      <span className="flex gap-2">
        {keys.split(" ").map((way) => (
          <Kbd key={way} keys={way} />
        ))}
      </span>
    </li>
  );
}

export function KeyList({
  commands,
  groups,
}: {
  commands: readonly Command[];
  groups: readonly CommandGroup[];
}) {
  return (
    <div className="gap-x-10 narrow:columns-2">
      {groups.map((group) => {
        const rows = commands.filter((command) => command.group === group && command.keys !== undefined);
        if (rows.length === 0) return null;
        return (
          <section key={group} className="mb-4 break-inside-avoid">
            <h2 className="mb-1 text-2 font-semibold text-text">{group}</h2>
            <ul>
              {rows.map((command) => (
                <Row key={command.id} keys={command.keys ?? ""} title={command.title} />
              ))}
            </ul>
          </section>
        );
      })}
      <section className="break-inside-avoid">
        <h2 className="mb-1 text-2 font-semibold text-text">Lists and trees</h2>
        <ul>
          {LIST_KEYS.map(([keys, what]) => (
            <Row key={keys} keys={keys} title={what} />
          ))}
        </ul>
      </section>
    </div>
  );
}
