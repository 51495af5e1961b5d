/** The timeline itself: names at the left, bars on the days; only the rows in sight exist. */
import { Icon } from "@claudeprojects/ui";
import { useVirtualizer } from "@tanstack/react-virtual";
import { Diamond } from "lucide-react";
import { useEffect, useMemo, useRef } from "react";
import { Link } from "react-router";

import type { Milestone, Sprint } from "../../api/projects";
import type { TaskChanges, WorkItem } from "../../api/tasks";
import { today } from "../../lib/format";
import { noteUrl } from "../../lib/paths";
import { plainText } from "../../lib/plainText";
import { StatusIcon } from "../../tasks/marks";
import { taskText } from "../../tasks/words";
import { Bar } from "./Bar";
import { DayLines, DayNames } from "./Days";
import { Links } from "./Links";
import { SprintBands } from "./SprintBands";
import { daysBetween, range, type Span, spanOf, ticks, WIDTHS, type Zoom } from "./scale";

const ROW = 32;
const NAMES =
  "sticky left-0 z-20 w-36 shrink-0 border-r border-hairline bg-ground px-3 narrow:w-64 narrow:px-4";

export interface ChartProps {
  items: readonly WorkItem[];
  milestones: readonly Milestone[];
  sprints: readonly Sprint[];
  zoom: Zoom;
  onChange: (item: WorkItem, changes: TaskChanges) => void;
}

interface Placed {
  item: WorkItem;
  span: Span;
}

/** The days on which sprints begin and end. */
function sprintDays(sprints: readonly Sprint[]): string[] {
  return sprints.flatMap(({ start, end }) => [start, end]).filter((day) => day !== null);
}

/** Lines from what is waited for to what waits, where both are on the screen. */
function linksOf(rows: readonly Placed[]) {
  const byId = new Map(
    rows.flatMap(({ item, span }, row) => (item.id === null ? [] : [[item.id, { row, span }] as const])),
  );
  return rows.flatMap(({ item, span }, row) =>
    item.depends_on.flatMap((id) => {
      const from = byId.get(id);
      return from ? [{ key: `${id} ${item.key}`, from, to: { row, span } }] : [];
    }),
  );
}

export function Chart({ items, milestones, sprints, zoom, onChange }: ChartProps) {
  const viewport = useRef<HTMLDivElement>(null);
  const now = today();
  const width = WIDTHS[zoom];
  const rows = useMemo(
    () =>
      items
        .flatMap((item): Placed[] => {
          const span = spanOf(item);
          return span ? [{ item, span }] : [];
        })
        .sort((a, b) => a.span.from.localeCompare(b.span.from) || a.span.to.localeCompare(b.span.to)),
    [items],
  );
  const dated = milestones.flatMap((one) => (one.due === null ? [] : [{ ...one, due: one.due }]));
  const shown = range(
    [
      ...rows.flatMap(({ span }) => [span.from, span.to]),
      ...dated.map(({ due }) => due),
      ...sprintDays(sprints),
    ],
    now,
    Math.ceil(window.innerWidth / width),
  );
  const named = useMemo(() => ticks({ from: shown.from, to: shown.to }, zoom), [shown.from, shown.to, zoom]);
  const whole = (daysBetween(shown.from, shown.to) + 1) * width;
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => ROW,
    overscan: 8,
    getItemKey: (index) => rows[index]?.item.key ?? index,
  });

  // Today stands in the first third, whatever the zoom, and with it the first bar that is not over.
  const first = rows.findIndex(({ span }) => span.to >= now);
  const began = useRef(false);
  useEffect(() => {
    if (began.current || first < 0) return;
    began.current = true;
    virtual.scrollToIndex(Math.max(0, first - 3), { align: "start" });
  }, [first, virtual]);
  useEffect(() => {
    const element = viewport.current;
    if (element) element.scrollLeft = daysBetween(shown.from, now) * width - element.clientWidth / 4;
  }, [shown.from, now, width]);

  const days = { shown, ticks: named, width, now };
  return (
    <div
      ref={viewport}
      tabIndex={0}
      role="region"
      aria-label="Timeline"
      className="h-full overflow-auto focus-visible:-outline-offset-2"
    >
      <div className="relative min-h-full" style={{ width: `calc(${whole}px + 16rem)` }}>
        <header className="sticky top-0 z-30 flex border-b border-hairline bg-ground">
          <span className={NAMES} />
          <div className="relative" style={{ width: whole }}>
            <DayNames {...days} />
            <SprintBands sprints={sprints} origin={shown.from} width={width} />
            {dated.map(({ path, line, title, due, done }) => (
              <Link
                key={`${path}:${line ?? ""}`}
                to={noteUrl(path, { line })}
                aria-label={`Milestone ${plainText(title)}, ${due}`}
                title={`${plainText(title)}, ${due}`}
                className="hit-target absolute bottom-0 z-20 -translate-x-1/2"
                style={{ left: (daysBetween(shown.from, due) + 0.5) * width }}
              >
                <Icon of={Diamond} size={12} className={done ? "text-success" : "text-danger"} />
              </Link>
            ))}
          </div>
        </header>
        <div className="relative min-h-[calc(100vh-16rem)]" style={{ height: virtual.getTotalSize() }}>
          <div className="absolute inset-y-0 left-36 narrow:left-64" style={{ width: whole }}>
            <DayLines {...days} />
            <Links links={linksOf(rows)} origin={shown.from} width={width} row={ROW} />
          </div>
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const placed = rows[index];
            if (!placed) return null;
            const { item, span } = placed;
            const text = taskText(item);
            return (
              <div
                key={key}
                className="absolute inset-x-0 top-0 flex"
                style={{ transform: `translateY(${start}px)`, height: ROW }}
              >
                <Link
                  to={noteUrl(item.path, { line: item.line })}
                  title={text}
                  className={`${NAMES} flex items-center gap-2 text-3 focus-visible:-outline-offset-2`}
                >
                  <StatusIcon status={item.status} size={14} />
                  <span dir="auto" className="min-w-0 truncate">
                    {text}
                  </span>
                </Link>
                <div className="relative" style={{ width: whole }}>
                  <Bar
                    item={item}
                    span={span}
                    from={shown.from}
                    width={width}
                    onChange={(changes) => onChange(item, changes)}
                  />
                </div>
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
