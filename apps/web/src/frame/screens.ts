/** The screens the rail leads to, in its order. */
import type { LucideIcon } from "lucide-react";
import {
  ChartNoAxesColumn,
  File,
  FileImage,
  FileText,
  History,
  House,
  Search,
  Settings,
  Trash2,
  Waypoints,
} from "lucide-react";

import { extensionOf, pathOfUrl, titleOf } from "../lib/paths";
import { pathnameOf } from "../state/tabs";

export interface Screen {
  href: string;
  label: string;
  icon: LucideIcon;
  keys?: string;
}

export const SCREENS: readonly Screen[] = [
  { href: "/", label: "Home", icon: House, keys: "alt+1" },
  { href: "/search", label: "Search", icon: Search, keys: "mod+shift+f" },
  { href: "/graph", label: "Graph", icon: Waypoints, keys: "mod+shift+g" },
  { href: "/index", label: "Index", icon: ChartNoAxesColumn, keys: "alt+4" },
];

export const SETTINGS: Screen = { href: "/settings", label: "Settings", icon: Settings, keys: "mod+," };
export const OTHER_SCREENS: readonly Screen[] = [
  { href: "/history", label: "History", icon: History },
  { href: "/trash", label: "Trash", icon: Trash2 },
];

const ALL = [...SCREENS, SETTINGS, ...OTHER_SCREENS];

/** The icon of a file by its kind. */
export function fileIcon(kind: string | null | undefined, path = ""): LucideIcon {
  if (kind === "note" || (kind === undefined && extensionOf(path) === ".md")) return FileText;
  if (kind === "image") return FileImage;
  return KIND_ICONS[kind ?? ""] ?? File;
}

const KIND_ICONS: Record<string, LucideIcon> = { canvas: Waypoints, note: FileText };

/** What a tab is called and marked with. */
export function describe(href: string): { label: string; icon: LucideIcon; title: string } {
  const pathname = pathnameOf(href);
  const path = pathOfUrl(pathname);
  if (path !== null) return { label: titleOf(path), icon: fileIcon(undefined, path), title: path };
  const screen = ALL.find((other) => other.href !== "/" && pathname.startsWith(other.href)) ?? ALL[0];
  const query = screen?.href === "/search" ? new URLSearchParams(href.split("?")[1] ?? "").get("q") : null;
  const label = (query === "" ? null : query) ?? screen?.label ?? "Home";
  return { label, icon: screen?.icon ?? House, title: label };
}
