/** What waits for what, as lines from the end of one bar to the beginning of the other. */
import { daysBetween, type Span } from "./scale";

export interface LinksProps {
  links: readonly { key: string; from: { row: number; span: Span }; to: { row: number; span: Span } }[];
  origin: string;
  width: number;
  row: number;
}

export function Links({ links, origin, width, row }: LinksProps) {
  return (
    <svg aria-hidden className="pointer-events-none absolute inset-0 size-full overflow-visible">
      <defs>
        <marker
          id="timeline-arrow"
          viewBox="0 0 6 6"
          refX="5"
          refY="3"
          markerWidth="6"
          markerHeight="6"
          orient="auto"
        >
          <path d="M0 0 L6 3 L0 6 z" fill="var(--text-muted)" />
        </marker>
      </defs>
      {links.map(({ key, from, to }) => {
        const x1 = (daysBetween(origin, from.span.to) + 1) * width - 2;
        const x2 = daysBetween(origin, to.span.from) * width;
        const y1 = from.row * row + row / 2;
        const y2 = to.row * row + row / 2;
        const bend = Math.max(x1 + 6, Math.min(x2 - 6, x1 + 10));
        const d =
          x2 - 6 >= x1 + 6
            ? `M${x1} ${y1} H${bend} V${y2} H${x2 - 1}`
            : `M${x1} ${y1} h6 V${(y1 + y2) / 2} H${x2 - 8} V${y2} H${x2 - 1}`;
        return (
          <path
            key={key}
            d={d}
            fill="none"
            stroke="var(--text-muted)"
            strokeWidth="1"
            markerEnd="url(#timeline-arrow)"
          />
        );
      })}
    </svg>
  );
}
