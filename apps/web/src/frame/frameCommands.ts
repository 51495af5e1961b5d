/** The commands that are there on every screen. */
import { setTheme } from "@claudeprojects/ui";
import {
  Bot,
  CircleStop,
  FilePlus2,
  FolderPlus,
  Keyboard,
  ListTodo,
  Moon,
  PanelLeft,
  PanelRight,
  RefreshCw,
  Sun,
  SunMoon,
  TextSearch,
} from "lucide-react";
import { useLocation } from "react-router";

import { useSteerIndexMutation } from "../api/workspace";
import { useAppDispatch } from "../app/hooks";
import { useGo, useShownPath } from "../app/navigation";
import { type Command, useCommands } from "../commands/registry";
import { folderOf, newRunUrl, projectOfUrl } from "../lib/paths";
import { useWidth } from "../lib/useMedia";
import { inspectorToggled, sheetShown, sidebarToggled } from "../state/layout";
import { type Overlay, overlayOpened } from "../state/overlays";
import { OTHER_SCREENS, type Screen, SCREENS, SETTINGS } from "./screens";

export function useFrameCommands(): void {
  const dispatch = useAppDispatch();
  const go = useGo();
  const width = useWidth();
  const shown = useShownPath();
  const location = useLocation();
  const project = projectOfUrl(location.pathname);
  const [steer] = useSteerIndexMutation();
  const open = (overlay: Overlay) => () => dispatch(overlayOpened(overlay));
  const folder = shown === null ? "" : folderOf(shown);

  const screens = [...SCREENS, SETTINGS, ...OTHER_SCREENS].map((screen: Screen): Command => ({
    id: `go.${screen.href}`,
    title: screen.label,
    group: "Go to",
    icon: screen.icon,
    ...(screen.keys === undefined ? {} : { keys: screen.keys }),
    run: () => go(screen.href),
  }));
  useCommands([
    {
      id: "palette",
      title: "All commands",
      group: "Help",
      keys: "mod+k",
      icon: TextSearch,
      run: open({ kind: "palette" }),
    },
    {
      id: "switcher",
      title: "Open a note by name",
      group: "Go to",
      keys: "mod+o",
      icon: TextSearch,
      keywords: ["quick switcher", "find file"],
      run: open({ kind: "switcher" }),
    },
    ...screens,
    { id: "back", title: "Back", group: "Go to", keys: "alt+arrowleft", run: () => window.history.back() },
    {
      id: "forward",
      title: "Forward",
      group: "Go to",
      keys: "alt+arrowright",
      run: () => window.history.forward(),
    },
    {
      id: "note.new",
      title: "New note",
      group: "Files",
      keys: "alt+n",
      icon: FilePlus2,
      run: open({ kind: "new-note", folder }),
    },
    {
      id: "task.new",
      title: "New task",
      group: "Files",
      keys: "q",
      icon: ListTodo,
      keywords: ["quick add", "todo"],
      run: open({ kind: "quick-add", ...(project === null ? {} : { project }) }),
    },
    {
      id: "folder.new",
      title: "New folder",
      group: "Files",
      icon: FolderPlus,
      run: open({ kind: "new-folder", folder }),
    },
    {
      id: "run.new",
      title: "Give an agent a task",
      group: "Go to",
      icon: Bot,
      keywords: ["new run", "start an agent"],
      run: () => go(newRunUrl({})),
    },
    ...(shown === null
      ? []
      : [
          {
            id: "run.note",
            title: "Give this note to an agent…",
            group: "This screen" as const,
            icon: Bot,
            run: () => go(newRunUrl({ notes: [shown] })),
          },
        ]),
    {
      id: "sidebar",
      title: "Show or hide the files",
      group: "View",
      keys: "mod+\\",
      icon: PanelLeft,
      run: () => dispatch(width === "narrow" ? sheetShown("sidebar") : sidebarToggled()),
    },
    {
      id: "inspector",
      title: "Show or hide the inspector",
      group: "View",
      keys: "mod+shift+\\",
      icon: PanelRight,
      run: () => dispatch(width === "wide" ? inspectorToggled() : sheetShown("inspector")),
    },
    { id: "theme.light", title: "Light theme", group: "View", icon: Sun, run: () => setTheme("light") },
    { id: "theme.dark", title: "Dark theme", group: "View", icon: Moon, run: () => setTheme("dark") },
    {
      id: "theme.system",
      title: "Theme of the system",
      group: "View",
      icon: SunMoon,
      run: () => setTheme("system"),
    },
    {
      id: "index.reconcile",
      title: "Check the index against the disk",
      group: "Index",
      icon: RefreshCw,
      run: () => void steer("reconcile"),
    },
    {
      id: "index.cancel",
      title: "Stop indexing",
      group: "Index",
      icon: CircleStop,
      run: () => void steer("cancel"),
    },
    {
      id: "keys",
      title: "Keys of this screen",
      group: "Help",
      keys: "?",
      icon: Keyboard,
      run: open({ kind: "keys" }),
    },
    {
      id: "keys.all",
      title: "All keys",
      group: "Help",
      icon: Keyboard,
      run: () => go(location.pathname === "/settings/keys" ? "/settings" : "/settings/keys"),
    },
  ]);
}
