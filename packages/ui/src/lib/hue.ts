/** The eight hues for tags and groups; equal lightness, so that none shouts. */
export type Hue = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

/** A stable hue for a name. A nested tag (`area/work`) has the hue of its root, so a family looks like one. */
export function hueOf(name: string): Hue {
  const root = (name.split("/", 1)[0] ?? name).toLowerCase();
  let hash = 2166136261;
  for (let index = 0; index < root.length; index += 1) {
    hash = Math.imul(hash ^ root.charCodeAt(index), 16777619);
  }
  return (((hash >>> 0) % 8) + 1) as Hue;
}

/** Tailwind classes of each hue: text on its ground. */
export const HUE_CHIP: Record<Hue, string> = {
  1: "bg-(--tag-1-ground) text-(--tag-1-text)",
  2: "bg-(--tag-2-ground) text-(--tag-2-text)",
  3: "bg-(--tag-3-ground) text-(--tag-3-text)",
  4: "bg-(--tag-4-ground) text-(--tag-4-text)",
  5: "bg-(--tag-5-ground) text-(--tag-5-text)",
  6: "bg-(--tag-6-ground) text-(--tag-6-text)",
  7: "bg-(--tag-7-ground) text-(--tag-7-text)",
  8: "bg-(--tag-8-ground) text-(--tag-8-text)",
};
