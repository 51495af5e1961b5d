import type { LucideIcon } from "lucide-react";

export interface MenuAction {
  label: string;
  icon?: LucideIcon | undefined;
  keys?: string | undefined;
  disabled?: boolean | undefined;
  /** Set apart by colour: it deletes or overwrites. */
  danger?: boolean | undefined;
  /** For a choice: shows a tick when true and keeps its place when false. */
  checked?: boolean | undefined;
  onSelect: () => void;
}

export interface Submenu {
  label: string;
  icon?: LucideIcon | undefined;
  entries: MenuEntry[];
}

/** One line of a menu; `"separator"` is a hairline, `{heading}` names the lines after it. */
export type MenuEntry = MenuAction | Submenu | { heading: string } | "separator";
