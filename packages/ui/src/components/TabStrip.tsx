import type { LucideIcon } from "lucide-react";
import { X } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent } from "react";

import { classes } from "../lib/classes";
import { Icon } from "./Icon";

export interface OpenTab {
  id: string;
  label: string;
  /** The whole name, for the hover title. */
  title?: string | undefined;
  icon?: LucideIcon | undefined;
  /** It holds changes that are not saved. */
  dirty?: boolean | undefined;
  /** It is a preview that the next opened thing replaces. */
  preview?: boolean | undefined;
}

export interface TabStripProps {
  tabs: readonly OpenTab[];
  active: string | null;
  onActivate: (id: string) => void;
  onClose: (id: string) => void;
}

/** The open documents, as in an editor: click or arrows activate, middle click or Delete closes. */
export function TabStrip({ tabs, active, onActivate, onClose }: TabStripProps) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    strip.current
      ?.querySelector("[aria-selected=true]")
      ?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }, [active]);

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const next = tabs[index + step];
    const here = tabs[index];
    if (step !== 0 && next) {
      event.preventDefault();
      onActivate(next.id);
      strip.current?.querySelectorAll<HTMLElement>("[role=tab]")[index + step]?.focus();
    } else if ((event.key === "Delete" || event.key === "Backspace") && here) {
      event.preventDefault();
      onClose(here.id);
    }
  };

  return (
    <div
      ref={strip}
      role="tablist"
      aria-label="Open notes"
      className="flex h-9 min-w-0 flex-1 items-end overflow-x-auto [scrollbar-width:none]"
    >
      {tabs.map((tab, index) => {
        const selected = tab.id === active;
        return (
          <div
            key={tab.id}
            role="presentation"
            className={classes(
              "group relative flex h-9 max-w-56 min-w-28 items-center border-r border-hairline",
              selected ? "bg-ground text-text" : "bg-side text-muted hover:text-text",
            )}
          >
            <button
              type="button"
              role="tab"
              aria-selected={selected}
              aria-keyshortcuts="Delete"
              tabIndex={selected || (active === null && index === 0) ? 0 : -1}
              title={tab.title ?? tab.label}
              onClick={() => onActivate(tab.id)}
              onAuxClick={(event) => event.button === 1 && onClose(tab.id)}
              onKeyDown={(event) => onKeyDown(event, index)}
              className={classes(
                "flex h-full min-w-0 flex-1 items-center gap-1.5 pr-7 pl-3 text-3 focus-visible:-outline-offset-2",
                tab.preview === true && "italic",
              )}
            >
              {tab.icon && <Icon of={tab.icon} size={14} className="text-muted" />}
              <span dir="auto" className="truncate">
                {tab.label}
              </span>
            </button>
            <button
              type="button"
              // For the pointer alone: a tab list may hold only tabs, and Delete closes the one in focus.
              tabIndex={-1}
              aria-hidden
              title="Close"
              onClick={() => onClose(tab.id)}
              className={classes(
                "hit-target !absolute right-1.5 flex size-5 items-center justify-center rounded-small text-muted hover:bg-fill-hover hover:text-text",
                !selected &&
                  tab.dirty !== true &&
                  "opacity-0 group-hover:opacity-100 group-focus-within:opacity-100",
              )}
            >
              {tab.dirty === true && (
                <span aria-hidden className="size-2 rounded-full bg-accent group-hover:hidden" />
              )}
              <Icon
                of={X}
                size={14}
                className={tab.dirty === true ? "hidden group-hover:block" : undefined}
              />
            </button>
            {selected && <span aria-hidden className="absolute inset-x-0 -bottom-px h-px bg-ground" />}
          </div>
        );
      })}
    </div>
  );
}
