/** The colours of tokens.css, measured: text ≥ 4.5:1 and marks ≥ 3:1 on every ground they stand on, both themes. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

const css = readFileSync(resolve(import.meta.dirname, "../src/styles/tokens.css"), "utf8");
const DECLARATIONS = new Map(
  [...css.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value?.trim()]),
);

type Theme = "light" | "dark";
const THEMES: Theme[] = ["light", "dark"];

/** Linear sRGB of an OKLCH colour (Ottosson 2020), clipped to the gamut as browsers clip. */
function linear(lightness: number, chroma: number, hue: number): [number, number, number] {
  const angle = (hue * Math.PI) / 180;
  const [a, b] = [chroma * Math.cos(angle), chroma * Math.sin(angle)];
  const long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (value: number) => Math.min(1, Math.max(0, value));
  return [
    clip(4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * middle + 1.707614701 * short),
  ];
}

function colour(name: string, theme: Theme): [number, number, number] {
  const value = DECLARATIONS.get(name);
  if (value === undefined) throw new Error(`--${name} is not a token`);
  const alias = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
  if (alias !== undefined) return colour(alias, theme);
  const parts = [...value.matchAll(/oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)/g)];
  const part = parts[theme === "light" ? 0 : 1];
  if (!part) throw new Error(`--${name} is not one colour per theme: ${value}`);
  return linear(Number(part[1]), Number(part[2]), Number(part[3]));
}

function contrast(text: string, ground: string, theme: Theme): number {
  const luminance = ([red, green, blue]: [number, number, number]) =>
    0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const [one, two] = [luminance(colour(text, theme)), luminance(colour(ground, theme))];
  return (Math.max(one, two) + 0.05) / (Math.min(one, two) + 0.05);
}

const HUES = [1, 2, 3, 4, 5, 6, 7, 8];
const GROUNDS = ["ground", "ground-side", "ground-raised"];
const FILLS = [...GROUNDS, "fill", "fill-hover"];
const CODE = ["keyword", "string", "number", "function", "type", "comment"].map((name) => `code-${name}`);

const TEXT: [text: string, grounds: string[]][] = [
  [
    "text",
    [
      ...FILLS,
      "fill-active",
      "accent-subtle",
      "highlight",
      "added-ground",
      "added-word",
      "removed-ground",
      "removed-word",
    ],
  ],
  ["text-secondary", FILLS],
  ["text-muted", [...GROUNDS, "fill", "accent-subtle", "added-ground", "removed-ground"]],
  ["accent-text", [...GROUNDS, "fill", "accent-subtle", "accent-subtle-hover"]],
  ["on-accent", ["accent-solid", "accent-solid-hover"]],
  ["on-danger", ["danger-solid"]],
  ["success-text", [...GROUNDS, "success-subtle", "added-ground"]],
  ["warning-text", [...GROUNDS, "warning-subtle"]],
  ["danger-text", [...GROUNDS, "danger-subtle", "removed-ground"]],
  ...CODE.map((name): [string, string[]] => [name, ["ground", "ground-side"]]),
  ...HUES.map((hue): [string, string[]] => [`tag-${hue}-text`, [`tag-${hue}-ground`, "ground"]]),
  ...HUES.map((hue): [string, string[]] => ["text", [`tag-${hue}-ground`]]),
  ...HUES.map((hue): [string, string[]] => ["accent-text", [`tag-${hue}-ground`]]),
];

const MARKS: [mark: string, grounds: string[]][] = [
  ["accent", FILLS],
  ["focus", FILLS],
  ["control-edge", GROUNDS],
  ["success", GROUNDS],
  ["warning", GROUNDS],
  ["danger", GROUNDS],
  ...HUES.map((hue): [string, string[]] => [`tag-${hue}`, ["ground"]]),
];

describe.each(THEMES)("the %s theme", (theme) => {
  test.each(TEXT.flatMap(([text, grounds]) => grounds.map((ground) => [text, ground] as const)))(
    "%s can be read on %s",
    (text, ground) => expect(contrast(text, ground, theme)).toBeGreaterThanOrEqual(4.5),
  );

  test.each(MARKS.flatMap(([mark, grounds]) => grounds.map((ground) => [mark, ground] as const)))(
    "%s can be seen on %s",
    (mark, ground) => expect(contrast(mark, ground, theme)).toBeGreaterThanOrEqual(3),
  );
});
