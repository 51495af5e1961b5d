/** The design tokens as the plain colours WebGL needs. */

const context = () => {
  const canvas = document.createElement("canvas");
  canvas.width = 1;
  canvas.height = 1;
  return canvas.getContext("2d", { willReadFrequently: true });
};

/** Resolves CSS colours (variables, oklch, light-dark) on an element into `#rrggbb`, by painting them once. */
export function colourReader(element: HTMLElement): (css: string) => string {
  const known = new Map<string, string>();
  const brush = context();
  const probe = document.createElement("span");
  probe.hidden = true;
  element.append(probe);
  return (css) => {
    const before = known.get(css);
    if (before !== undefined) return before;
    probe.style.color = css;
    let colour = "#888888";
    if (brush) {
      brush.clearRect(0, 0, 1, 1);
      brush.fillStyle = getComputedStyle(probe).color;
      brush.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0] = brush.getImageData(0, 0, 1, 1).data;
      colour = `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
    }
    known.set(css, colour);
    return colour;
  };
}
