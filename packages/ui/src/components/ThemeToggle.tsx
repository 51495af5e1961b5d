import { Monitor, Moon, Sun } from "lucide-react";

import { useTheme, type Theme } from "../theme";
import { IconButton } from "./Button";
import { Segmented } from "./Segmented";

const ICONS = { system: Monitor, light: Sun, dark: Moon };
const NAMES: Record<Theme, string> = { system: "System", light: "Light", dark: "Dark" };
const NEXT: Record<Theme, Theme> = { system: "light", light: "dark", dark: "system" };

/** One button that goes round system, light and dark. */
export function ThemeToggle({ side = "right" }: { side?: "top" | "bottom" | "left" | "right" }) {
  const { theme, setTheme } = useTheme();
  return (
    <IconButton
      icon={ICONS[theme]}
      side={side}
      label={`Theme: ${NAMES[theme].toLowerCase()}`}
      onClick={() => setTheme(NEXT[theme])}
    />
  );
}

/** The same choice laid open, for the settings. */
export function ThemeChoice() {
  const { theme, setTheme } = useTheme();
  const options = (["system", "light", "dark"] as const).map((value) => ({
    value,
    label: NAMES[value],
    icon: ICONS[value],
  }));
  return <Segmented label="Theme" value={theme} options={options} onChange={setTheme} />;
}
