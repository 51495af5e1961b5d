import { Dialog as Base } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import type { LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";

import { Icon } from "./Icon";
import { Kbd } from "./Kbd";

export interface PaletteItem {
  id: string;
  title: ReactNode;
  /** What is matched when `filter` is on; the title when that is a string. */
  text?: string | undefined;
  keywords?: string[] | undefined;
  /** A quiet second part: a path, the present value. */
  detail?: ReactNode;
  icon?: LucideIcon | undefined;
  keys?: string | undefined;
  disabled?: boolean | undefined;
  onSelect: () => void;
}

export interface PaletteGroup {
  heading?: string | undefined;
  items: readonly PaletteItem[];
}

export interface PaletteProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  /** The accessible name. */
  label: string;
  placeholder: string;
  groups: readonly PaletteGroup[];
  /** Filter the items here (commands) or show them as they come (files found by the engine). */
  filter?: boolean;
  query?: string | undefined;
  onQueryChange?: ((query: string) => void) | undefined;
  empty?: ReactNode;
  /** A line of hints at the foot. */
  footer?: ReactNode;
}

/** A field over a list: the frame of the command palette and of the quick switcher. */
export function Palette(props: PaletteProps) {
  const {
    open,
    onOpenChange,
    label,
    placeholder,
    groups,
    filter = true,
    empty = "Nothing found.",
    footer,
  } = props;
  const [own, setOwn] = useState("");
  const query = props.query ?? own;
  const setQuery = (value: string) => {
    setOwn(value);
    props.onQueryChange?.(value);
  };
  // Items that come from outside replace one another; the choice then begins anew at the first (cmdk trims values).
  const first = groups.find((group) => group.items.length > 0)?.items[0]?.id.trim() ?? "";
  const [chosen, setChosen] = useState({ first, id: first });
  const choice = filter
    ? {}
    : {
        value: chosen.first === first ? chosen.id : first,
        onValueChange: (id: string) => setChosen({ first, id }),
      };
  return (
    <Base.Root
      open={open}
      onOpenChange={(next) => {
        if (!next) setQuery("");
        onOpenChange(next);
      }}
    >
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup className="modal fixed top-[min(14vh,8rem)] left-1/2 z-50 flex max-h-[min(70vh,32rem)] w-[min(40rem,calc(100vw-1.5rem))] -translate-x-1/2 flex-col overflow-hidden">
          <Base.Title className="sr-only">{label}</Base.Title>
          <Command
            label={label}
            shouldFilter={filter}
            {...choice}
            loop
            className="flex min-h-0 flex-1 flex-col"
          >
            <Command.Input
              autoFocus
              value={query}
              onValueChange={setQuery}
              placeholder={placeholder}
              className="h-12 w-full shrink-0 border-b border-hairline bg-transparent px-4 text-4 outline-none"
            />
            <Command.Empty className="px-3 py-8 text-center text-3 text-muted">{empty}</Command.Empty>
            <Command.List className="min-h-0 flex-1 overflow-y-auto p-1.5">
              {groups.map((group, index) => (
                <Command.Group
                  key={group.heading ?? index}
                  heading={group.heading}
                  className="[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-1 [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-muted"
                >
                  {group.items.map((item) => (
                    <PaletteRow key={item.id} item={item} onDone={() => onOpenChange(false)} />
                  ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
          {footer !== undefined && (
            <footer className="flex h-9 has-[kbd]:coarse:hidden shrink-0 items-center gap-4 overflow-hidden border-t border-hairline px-4 text-2 whitespace-nowrap text-muted">
              {footer}
            </footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function PaletteRow({ item, onDone }: { item: PaletteItem; onDone: () => void }) {
  const text = item.text ?? (typeof item.title === "string" ? item.title : item.id);
  return (
    <Command.Item
      // The id keeps two items of one name apart; the filter reads the keywords.
      value={item.id}
      keywords={[text, ...(item.keywords ?? [])]}
      disabled={item.disabled ?? false}
      onSelect={() => {
        onDone();
        item.onSelect();
      }}
      className="flex min-h-row-comfortable items-center gap-2.5 rounded-control px-2.5 py-1 text-3 select-none data-[disabled=true]:opacity-45 data-[selected=true]:bg-fill-hover"
    >
      {/* A row without an icon keeps the place of one, so that titles stand under each other. */}
      {item.icon ? <Icon of={item.icon} className="text-muted" /> : <span className="size-4 shrink-0" />}
      <span dir="auto" className="min-w-0 shrink truncate text-text">
        {item.title}
      </span>
      {item.detail !== undefined && (
        <span dir="auto" className="min-w-0 flex-1 shrink-[2] truncate text-left text-2 text-muted">
          {item.detail}
        </span>
      )}
      {item.keys !== undefined && <Kbd keys={item.keys} className="ml-auto coarse:hidden" />}
    </Command.Item>
  );
}

export interface PaletteCommand {
  id: string;
  title: string;
  group?: string | undefined;
  icon?: LucideIcon | undefined;
  keys?: string | undefined;
  keywords?: string[] | undefined;
  disabled?: boolean | undefined;
  run: () => void;
}

/** Every command of the product, its key beside it. */
export function CommandPalette({
  open,
  onOpenChange,
  commands,
}: {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  commands: readonly PaletteCommand[];
}) {
  const groups = new Map<string, PaletteItem[]>();
  for (const { group = "Commands", run, ...command } of commands) {
    const items = groups.get(group) ?? [];
    items.push({ ...command, onSelect: run });
    groups.set(group, items);
  }
  return (
    <Palette
      open={open}
      onOpenChange={onOpenChange}
      label="Command palette"
      placeholder="Type a command"
      empty="No command of that name."
      groups={[...groups].map(([heading, items]) => ({ heading, items }))}
    />
  );
}
