/**
 * Key combinations as the product writes them: `mod+shift+f`, in the notation of tinykeys without `$`.
 * `mod` is ⌘ on Apple systems and Ctrl elsewhere.
 */

const APPLE = typeof navigator !== "undefined" && /mac|iphone|ipad/i.test(navigator.userAgent);

const SYMBOLS: Record<string, [apple: string, other: string]> = {
  mod: ["⌘", "Ctrl"],
  shift: ["⇧", "⇧"],
  alt: ["⌥", "Alt"],
  ctrl: ["⌃", "Ctrl"],
  enter: ["↵", "↵"],
  escape: ["Esc", "Esc"],
  backspace: ["⌫", "⌫"],
  delete: ["⌦", "Del"],
  up: ["↑", "↑"],
  down: ["↓", "↓"],
  left: ["←", "←"],
  right: ["→", "→"],
  space: ["Space", "Space"],
  tab: ["⇥", "Tab"],
};

/** The caps to draw for a combination, in order: `mod+shift+f` → `["⌘", "⇧", "F"]`. */
export function keyCaps(combination: string, apple = APPLE): string[] {
  return combination.split("+").map((part) => {
    const symbol = SYMBOLS[part.toLowerCase().replace(/^arrow/, "")];
    return symbol ? symbol[apple ? 0 : 1] : part.length === 1 ? part.toUpperCase() : part;
  });
}

/** The combination as `aria-keyshortcuts` wants it: `mod+k` → `Meta+K` or `Control+K`. */
export function ariaKeys(combination: string, apple = APPLE): string {
  const names: Record<string, string> = { mod: apple ? "Meta" : "Control", ctrl: "Control" };
  return combination
    .split("+")
    .map((part) => names[part.toLowerCase()] ?? part.charAt(0).toUpperCase() + part.slice(1))
    .join("+");
}

/** Whether a key event is the platform's command modifier with a single key and nothing else. */
export function isMod(event: { metaKey: boolean; ctrlKey: boolean }, apple = APPLE): boolean {
  return apple ? event.metaKey : event.ctrlKey;
}
