import { ContextMenu as BaseContext } from "@base-ui/react/context-menu";
import { Menu as Base } from "@base-ui/react/menu";
import { Check, ChevronRight } from "lucide-react";
import type { ReactElement, ReactNode } from "react";

import { classes } from "../lib/classes";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";
import type { MenuEntry } from "./menu-entries";

const ITEM =
  "flex h-row items-center gap-2 rounded-[5px] px-2 text-3 select-none outline-none " +
  "data-[highlighted]:bg-fill-hover data-[popup-open]:bg-fill-hover data-[disabled]:opacity-45";
const POPUP = "floats max-h-(--available-height) min-w-48 max-w-80 overflow-y-auto p-1 outline-none";

function Entry({ entry, indented }: { entry: MenuEntry; indented: boolean }) {
  if (entry === "separator") return <Base.Separator className="-mx-1 my-1 h-px bg-(--hairline)" />;
  if ("heading" in entry) {
    return <div className="px-2 pt-1.5 pb-0.5 text-1 font-medium text-muted">{entry.heading}</div>;
  }
  const icon = entry.icon ? (
    <Icon of={entry.icon} className="text-muted" />
  ) : (
    indented && <span className="size-4 shrink-0" />
  );
  if ("entries" in entry) {
    return (
      <Base.SubmenuRoot>
        <Base.SubmenuTrigger className={ITEM}>
          {icon}
          <span className="flex-1 truncate">{entry.label}</span>
          <Icon of={ChevronRight} size={14} className="-mr-1 text-muted" />
        </Base.SubmenuTrigger>
        <Base.Portal>
          <Base.Positioner className="z-50" sideOffset={2} alignOffset={-4}>
            <Base.Popup className={POPUP}>
              <Entries entries={entry.entries} />
            </Base.Popup>
          </Base.Positioner>
        </Base.Portal>
      </Base.SubmenuRoot>
    );
  }
  return (
    <Base.Item
      className={classes(
        ITEM,
        entry.danger === true && "text-danger-text data-[highlighted]:bg-danger-subtle",
      )}
      disabled={entry.disabled ?? false}
      onClick={entry.onSelect}
      label={entry.label}
      {...(entry.checked === undefined ? {} : { role: "menuitemcheckbox", "aria-checked": entry.checked })}
    >
      {entry.checked !== undefined && (
        <Icon of={Check} className={entry.checked ? "text-accent-text" : "invisible"} />
      )}
      {entry.danger === true && entry.icon ? <Icon of={entry.icon} /> : entry.checked === undefined && icon}
      <span className="flex-1 truncate">{entry.label}</span>
      {entry.keys !== undefined && <Kbd keys={entry.keys} className="-mr-0.5 ml-4 coarse:hidden" />}
    </Base.Item>
  );
}

function Entries({ entries }: { entries: readonly MenuEntry[] }) {
  // One icon among the lines indents them all, so that the words stand in one column.
  const indented = entries.some(
    (entry) => typeof entry === "object" && "icon" in entry && entry.icon !== undefined,
  );
  return entries.map((entry, index) => <Entry key={index} entry={entry} indented={indented} />);
}

export interface MenuProps {
  /** The button that opens it. */
  trigger: ReactElement<Record<string, unknown>>;
  entries: readonly MenuEntry[];
  align?: "start" | "center" | "end";
  side?: "top" | "bottom" | "left" | "right";
}

/** A menu of actions behind a button: arrows, typeahead, Enter, Escape. */
export function Menu({ trigger, entries, align = "start", side = "bottom" }: MenuProps) {
  return (
    <Base.Root>
      <Base.Trigger render={trigger} />
      <Base.Portal>
        <Base.Positioner className="z-50" align={align} side={side} sideOffset={4}>
          <Base.Popup className={POPUP}>
            <Entries entries={entries} />
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

export interface ContextMenuProps {
  entries: readonly MenuEntry[];
  children: ReactNode;
  className?: string | undefined;
  /** Told before it opens, for instance to work out the row under the pointer. */
  onOpenChange?: ((open: boolean) => void) | undefined;
}

/** The same menu on a right click, a long press or the menu key, anywhere on its children. */
export function ContextMenu({ entries, children, className, onOpenChange }: ContextMenuProps) {
  return (
    <BaseContext.Root onOpenChange={(open) => onOpenChange?.(open)}>
      <BaseContext.Trigger className={className}>{children}</BaseContext.Trigger>
      <BaseContext.Portal>
        <BaseContext.Positioner className="z-50">
          <BaseContext.Popup className={POPUP}>
            <Entries entries={entries} />
          </BaseContext.Popup>
        </BaseContext.Positioner>
      </BaseContext.Portal>
    </BaseContext.Root>
  );
}
