/** Names of nodes on the drawing: plain, and of the node under the pointer. */
import type { Attributes } from "graphology-types";
import type { NodeHoverDrawingFunction, NodeLabelDrawingFunction } from "sigma/rendering";

export const FONT = '"Inter Variable", sans-serif';

/** Resolves a CSS colour to one that a canvas takes. */
export type Colours = (css: string) => string;

/** A label with the ground around it, so that it can be read over nodes and edges. */
export function drawLabel<N extends Attributes, E extends Attributes>(
  colour: Colours,
): NodeLabelDrawingFunction<N, E> {
  return (context, data, settings) => {
    if (!data.label) return;
    context.font = `${settings.labelSize}px ${FONT}`;
    context.lineJoin = "round";
    context.lineWidth = 3;
    context.strokeStyle = colour("var(--ground)");
    context.fillStyle = colour("var(--text-secondary)");
    const [x, y] = [data.x + data.size + 3, data.y + settings.labelSize / 3];
    context.strokeText(data.label, x, y);
    context.fillText(data.label, x, y);
  };
}

/** A ring around the node and its name on a raised ground. */
export function drawHover<N extends Attributes, E extends Attributes>(
  colour: Colours,
): NodeHoverDrawingFunction<N, E> {
  return (context, data, settings) => {
    const label = data.label ?? "";
    const circle = (radius: number, fill: string) => {
      context.beginPath();
      context.arc(data.x, data.y, radius, 0, 2 * Math.PI);
      context.fillStyle = fill;
      context.fill();
    };
    circle(data.size + 3, colour("var(--accent)"));
    circle(data.size, data.color);
    if (label === "") return;
    context.font = `500 ${settings.labelSize}px ${FONT}`;
    const [x, y] = [data.x + data.size + 4, data.y];
    context.beginPath();
    context.roundRect(x, y - 11, context.measureText(label).width + 12, 22, 6);
    context.fillStyle = colour("var(--ground-raised)");
    context.fill();
    context.strokeStyle = colour("var(--line)");
    context.stroke();
    context.fillStyle = colour("var(--text)");
    context.fillText(label, x + 6, y + settings.labelSize / 3);
  };
}
