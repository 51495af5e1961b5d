/** The screens the rail leads to, in its order. */
import type { LucideIcon } from "lucide-react";
import {
  AppWindow,
  Bot,
  ChartNoAxesColumn,
  Cpu,
  File,
  FileImage,
  FileInput,
  FileMusic,
  FileText,
  FileVideo,
  History,
  House,
  Inbox,
  LayoutDashboard,
  ListTodo,
  Lock,
  MessageCircleQuestionMark,
  Plug,
  Route,
  Search,
  Settings,
  ShieldCheck,
  SquareKanban,
  Table2,
  Trash2,
  Waypoints,
} from "lucide-react";

import { chatTitle, extensionOf, pathOfUrl, projectOfUrl, titleOf } from "../lib/paths";
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
  { href: "/ask", label: "Ask", icon: MessageCircleQuestionMark, keys: "alt+2" },
  { href: "/graph", label: "Graph", icon: Waypoints, keys: "mod+shift+g" },
  { href: "/projects", label: "Projects", icon: SquareKanban, keys: "alt+5" },
  { href: "/tasks", label: "Tasks", icon: ListTodo, keys: "alt+6" },
  { href: "/agents", label: "Agents", icon: Bot, keys: "alt+3" },
  { href: "/inbox", label: "Inbox", icon: Inbox, keys: "mod+." },
  { href: "/index", label: "Index", icon: ChartNoAxesColumn, keys: "alt+4" },
];

export const SETTINGS: Screen = { href: "/settings", label: "Settings", icon: Settings, keys: "mod+," };
export const OTHER_SCREENS: readonly Screen[] = [
  { href: "/agents/library", label: "Agent library", icon: Bot },
  { href: "/agents/models", label: "Models", icon: Cpu },
  { href: "/agents/servers", label: "MCP servers", icon: Plug },
  { href: "/agents/permissions", label: "Permissions", icon: ShieldCheck },
  { href: "/agents/privacy", label: "Privacy and audit", icon: Lock },
  { href: "/methodologies", label: "Methodologies", icon: Route },
  { href: "/import", label: "Import", icon: FileInput },
  { href: "/history", label: "History", icon: History },
  { href: "/trash", label: "Trash", icon: Trash2 },
];

/** What a phone has room for; the others are a menu away. */
export const PHONE_SCREENS: readonly Screen[] = SCREENS.filter(
  ({ href }) => !["/ask", "/graph", "/tasks", "/index"].includes(href),
);

/** The longer address first, so that a room is found before its house. */
const ALL = [...SCREENS, SETTINGS, ...OTHER_SCREENS].sort((a, b) => b.href.length - a.href.length);

/** The icon of a file by its kind. */
export function fileIcon(kind: string | null | undefined, path = ""): LucideIcon {
  return KIND_ICONS[kind ?? EXTENSIONS[extensionOf(path).toLowerCase()] ?? ""] ?? File;
}

const KIND_ICONS: Record<string, LucideIcon> = {
  note: FileText,
  canvas: LayoutDashboard,
  base: Table2,
  image: FileImage,
  audio: FileMusic,
  video: FileVideo,
};

/** Enough to mark a tab before its file is read. */
const EXTENSIONS: Record<string, string> = {
  ".md": "note",
  ".canvas": "canvas",
  ".base": "base",
  ".png": "image",
  ".jpg": "image",
  ".jpeg": "image",
  ".gif": "image",
  ".svg": "image",
  ".webp": "image",
  ".mp3": "audio",
  ".wav": "audio",
  ".mp4": "video",
  ".webm": "video",
};

/** What a tab is called and marked with. */
export function describe(href: string): { label: string; icon: LucideIcon; title: string } {
  const pathname = pathnameOf(href);
  const path = pathOfUrl(pathname);
  if (path !== null) return { label: titleOf(path), icon: fileIcon(undefined, path), title: path };
  if (pathname.startsWith("/agents/runs/")) return { label: "Run", icon: Bot, title: "Run" };
  const panel = /^\/agents\/panels\/[^/]+\/([^/]+)/.exec(pathname)?.[1];
  if (panel !== undefined) {
    const label = decodeURIComponent(panel);
    return { label, icon: AppWindow, title: label };
  }
  const project = projectOfUrl(pathname);
  if (project !== null) return { label: titleOf(project), icon: SquareKanban, title: project };
  const chat = pathname.startsWith("/ask/") ? decodeURIComponent(pathname.slice("/ask/".length)) : null;
  if (chat !== null) {
    return { label: chatTitle(titleOf(chat)), icon: MessageCircleQuestionMark, title: chat };
  }
  const screen = ALL.find((other) => other.href !== "/" && pathname.startsWith(other.href)) ?? SCREENS[0];
  const query = screen?.href === "/search" ? new URLSearchParams(href.split("?")[1] ?? "").get("q") : null;
  const label = (query === "" ? null : query) ?? screen?.label ?? "Home";
  return { label, icon: screen?.icon ?? House, title: label };
}
