/**
 * The theme the person chose, kept in localStorage and shown as `data-theme` on <html>. "system" keeps no
 * attribute, so that the page follows the system by `color-scheme` alone and needs no script for it.
 */
import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const KEY = "claudeprojects.theme";
const listeners = new Set<() => void>();

function isTheme(value: unknown): value is Theme {
  return value === "system" || value === "light" || value === "dark";
}

/** The choice as stored; "system" when there is none or storage is denied. */
export function storedTheme(): Theme {
  try {
    const value = localStorage.getItem(KEY);
    return isTheme(value) ? value : "system";
  } catch {
    return "system";
  }
}

/** Shows a theme without storing it. Call `applyTheme(storedTheme())` before the first render. */
export function applyTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Stores and shows a theme. */
export function setTheme(theme: Theme): void {
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Storage may be denied (private windows): the theme then lasts until the page is left.
  }
  applyTheme(theme);
  listeners.forEach((listener) => listener());
}

function subscribe(listener: () => void): () => void {
  const media = window.matchMedia("(prefers-color-scheme: dark)");
  listeners.add(listener);
  media.addEventListener("change", listener);
  return () => {
    listeners.delete(listener);
    media.removeEventListener("change", listener);
  };
}

/** What is on the screen: the chosen theme with "system" resolved. */
export function resolvedTheme(): "light" | "dark" {
  const shown = document.documentElement.dataset.theme;
  if (shown === "light" || shown === "dark") return shown;
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** `[chosen, shown, set]`, following both the choice and the system. */
export function useTheme(): { theme: Theme; resolved: "light" | "dark"; setTheme: (theme: Theme) => void } {
  const theme = useSyncExternalStore(subscribe, storedTheme);
  const resolved = useSyncExternalStore(subscribe, resolvedTheme);
  return { theme, resolved, setTheme };
}
