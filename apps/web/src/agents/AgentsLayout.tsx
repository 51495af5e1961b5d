/** The rooms of the agents: one row of links above whichever is open. */
import { useEffect, useRef } from "react";
import { NavLink, Outlet, useLocation } from "react-router";

export const ROOMS = [
  { to: "/agents", label: "Runs" },
  { to: "/agents/library", label: "Library" },
  { to: "/agents/models", label: "Models" },
  { to: "/agents/servers", label: "Servers" },
  { to: "/agents/permissions", label: "Permissions" },
  { to: "/agents/privacy", label: "Privacy" },
] as const;

export function AgentsLayout() {
  const rooms = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // On a phone the row is longer than the screen; the room one is in stays in sight.
  useEffect(() => {
    const here = rooms.current?.querySelector("[aria-current]");
    here?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [pathname]);
  return (
    <div className="flex h-full flex-col">
      <nav
        ref={rooms}
        aria-label="Agents"
        className="flex shrink-0 gap-1 overflow-x-auto border-b border-hairline px-3 [scrollbar-width:none] narrow:px-5"
      >
        {ROOMS.map(({ to, label }) => (
          <NavLink
            key={to}
            to={to}
            end={to === "/agents"}
            className="relative flex h-9 shrink-0 items-center px-2 text-3 text-muted hover:text-text focus-visible:-outline-offset-2 coarse:h-11 aria-[current]:font-medium aria-[current]:text-text aria-[current]:after:absolute aria-[current]:after:inset-x-2 aria-[current]:after:-bottom-px aria-[current]:after:h-0.5 aria-[current]:after:rounded-full aria-[current]:after:bg-accent"
          >
            {label}
          </NavLink>
        ))}
      </nav>
      <div className="min-h-0 flex-1">
        <Outlet />
      </div>
    </div>
  );
}
