/** The way between screens: a column of icons at the left, a bar at the bottom on a phone. */
import { Icon, IconButton, Menu, ThemeToggle, Tooltip } from "@claudeprojects/ui";
import { Ellipsis, Files, Menu as MenuIcon } from "lucide-react";
import { Link, useLocation } from "react-router";

import { useAppDispatch, useAppSelector } from "../app/hooks";
import { useGo } from "../app/navigation";
import { sheetShown, sidebarToggled } from "../state/layout";
import { Mark } from "./Mark";
import { OTHER_SCREENS, PHONE_SCREENS, type Screen, SCREENS, SETTINGS } from "./screens";
import { useWaiting } from "./useWaiting";

/** What the bar of a phone has no room for. */
const OTHER = [
  ...SCREENS.filter((screen) => !PHONE_SCREENS.includes(screen)),
  ...OTHER_SCREENS.filter(({ href }) => !href.startsWith("/agents")),
];

/** How many things wait behind a screen. */
function useWaitingAt({ href }: Screen): number {
  const waiting = useWaiting();
  return href === "/inbox" ? waiting.approvals + waiting.changes : 0;
}

/** A count on the corner of an icon. */
function Count({ value }: { value: number }) {
  if (value === 0) return null;
  return (
    <span
      aria-hidden
      data-numeric
      className="absolute -top-1 left-1/2 ml-0.5 flex h-3.5 min-w-3.5 items-center justify-center rounded-full bg-accent-solid px-1 text-[0.625rem] leading-none font-semibold text-on-accent"
    >
      {value > 99 ? "99+" : value}
    </span>
  );
}

function isHere(pathname: string, { href }: Screen): boolean {
  return href === "/" ? pathname === "/" : pathname.startsWith(href);
}

function RailLink({ screen }: { screen: Screen }) {
  const waiting = useWaitingAt(screen);
  const here = isHere(useLocation().pathname, screen);
  return (
    <Tooltip label={screen.label} keys={screen.keys} side="right">
      <Link
        to={screen.href}
        aria-label={waiting > 0 ? `${screen.label}, ${waiting} waiting` : screen.label}
        aria-current={here ? "page" : undefined}
        className="hit-target flex size-8 items-center justify-center rounded-control text-muted hover:bg-fill-hover hover:text-text aria-[current]:bg-accent-subtle aria-[current]:text-accent-text"
      >
        <span className="relative">
          <Icon of={screen.icon} size={18} />
          <Count value={waiting} />
        </span>
      </Link>
    </Tooltip>
  );
}

export function Rail() {
  const dispatch = useAppDispatch();
  const open = useAppSelector((state) => state.layout.sidebar);
  return (
    <nav
      aria-label="Screens"
      className="flex w-12 shrink-0 flex-col items-center gap-1 border-r border-hairline bg-side py-2"
    >
      <Link
        to="/"
        aria-label="ClaudeProjects, home"
        className="mb-2 flex size-8 items-center justify-center rounded-control"
      >
        <Mark className="size-5" />
      </Link>
      {SCREENS.slice(0, 1).map((screen) => (
        <RailLink key={screen.href} screen={screen} />
      ))}
      <IconButton
        icon={Files}
        label={open ? "Hide the files" : "Show the files"}
        keys="mod+\"
        side="right"
        aria-expanded={open}
        className="!size-8"
        onClick={() => dispatch(sidebarToggled())}
      />
      {SCREENS.slice(1).map((screen) => (
        <RailLink key={screen.href} screen={screen} />
      ))}
      <span className="flex-1" />
      <ThemeToggle />
      <RailLink screen={SETTINGS} />
    </nav>
  );
}

function BarLink({ screen }: { screen: Screen }) {
  const waiting = useWaitingAt(screen);
  const dispatch = useAppDispatch();
  const covered = useAppSelector((state) => state.layout.sheet === "sidebar");
  const here = isHere(useLocation().pathname, screen) && !covered;
  return (
    <Link
      to={screen.href}
      aria-current={here ? "page" : undefined}
      onClick={() => dispatch(sheetShown("none"))}
      className="flex h-13 flex-1 flex-col items-center justify-center gap-0.5 text-1 font-medium text-muted aria-[current]:text-accent-text"
    >
      <span className="relative">
        <Icon of={screen.icon} size={20} />
        <Count value={waiting} />
      </span>
      {screen.label}
      {waiting > 0 && <span className="sr-only">, {waiting} waiting</span>}
    </Link>
  );
}

/** The rail on a phone. */
export function BottomBar() {
  const dispatch = useAppDispatch();
  const go = useGo();
  const sheet = useAppSelector((state) => state.layout.sheet);
  return (
    <nav
      aria-label="Screens"
      className="flex shrink-0 border-t border-hairline bg-side pb-[env(safe-area-inset-bottom)]"
    >
      <button
        type="button"
        aria-expanded={sheet === "sidebar"}
        onClick={() => dispatch(sheetShown(sheet === "sidebar" ? "none" : "sidebar"))}
        className="flex h-13 flex-1 flex-col items-center justify-center gap-0.5 text-1 font-medium text-muted aria-expanded:text-accent-text"
      >
        <Icon of={MenuIcon} size={20} />
        Files
      </button>
      {PHONE_SCREENS.map((screen) => (
        <BarLink key={screen.href} screen={screen} />
      ))}
      <Menu
        align="end"
        side="top"
        trigger={
          <button
            type="button"
            className="flex h-13 flex-1 flex-col items-center justify-center gap-0.5 text-1 font-medium text-muted"
          >
            <Icon of={Ellipsis} size={20} />
            More
          </button>
        }
        entries={[...OTHER, SETTINGS].map(({ href, label, icon }) => ({
          label,
          icon,
          onSelect: () => go(href),
        }))}
      />
    </nav>
  );
}
