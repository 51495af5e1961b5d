export { applyTheme, resolvedTheme, setTheme, storedTheme, useTheme, type Theme } from "./theme";
