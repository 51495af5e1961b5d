/** The timeline itself: names at the left, bars on the days; only the rows in sight exist. */
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useMemo, useRef, useState } from "react";
import { Link } from "react-router";

import type { Milestone, Sprint } from "../../api/projects";
import type { TaskChanges, WorkItem } from "../../api/tasks";
import { today } from "../../lib/format";
import { noteUrl } from "../../lib/paths";
import { useMedia } from "../../lib/useMedia";
import { StatusIcon } from "../../tasks/marks";
import { taskText } from "../../tasks/words";
import { Bar } from "./Bar";
import { DayLines, DayNames } from "./Days";
import { Links } from "./Links";
import { type DatedMilestone, MilestoneMarks } from "./MilestoneMarks";
import { SprintBands } from "./SprintBands";
import { daysBetween, fitting, range, type Span, spanOf, ticks, WIDTHS, type Zoom } from "./scale";

const ROW = { fine: 32, coarse: 44 };
/** The width of the names stands in a variable, because bars and lines begin where they end. */
const FRAME =
  "h-full overflow-auto [--names:9rem] narrow:[--names:16rem] wide:[--names:20rem] focus-visible:-outline-offset-2";
const NAMES =
  "sticky left-0 w-(--names) shrink-0 border-r border-hairline bg-ground px-3 narrow:px-4 wide:px-6";

export interface ChartProps {
  items: readonly WorkItem[];
  milestones: readonly Milestone[];
  sprints: readonly Sprint[];
  zoom: Zoom;
  /** Counts how often today was asked for: each time it is brought into sight. */
  asked: number;
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

/** The rows in the order of their days. */
function placed(items: readonly WorkItem[]): Placed[] {
  return items
    .flatMap((item): Placed[] => {
      const span = spanOf(item);
      return span ? [{ item, span }] : [];
    })
    .sort((a, b) => a.span.from.localeCompare(b.span.from) || a.span.to.localeCompare(b.span.to));
}

/** The pixels there are for days beside the names. */
function useRoom() {
  const viewport = useRef<HTMLDivElement>(null);
  const names = useRef<HTMLSpanElement>(null);
  const [room, setRoom] = useState(0);
  useEffect(() => {
    const element = viewport.current;
    if (!element) return;
    const observer = new ResizeObserver(() =>
      setRoom(element.clientWidth - (names.current?.offsetWidth ?? 0)),
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { viewport, names, room };
}

export function Chart({ items, milestones, sprints, zoom, asked, onChange }: ChartProps) {
  const { viewport, names, room } = useRoom();
  const row = useMedia("(pointer: coarse)") ? ROW.coarse : ROW.fine;
  const now = today();
  const all = zoom === "all";
  const rows = useMemo(() => placed(items), [items]);
  const dated = milestones.flatMap((one): DatedMilestone[] =>
    one.due === null ? [] : [{ ...one, due: one.due }],
  );
  const days = [
    ...rows.flatMap(({ span }) => [span.from, span.to]),
    ...dated.map(({ due }) => due),
    ...sprintDays(sprints),
  ];
  const shown = all ? range(days, now, 1, 6) : range(days, now, Math.ceil(window.innerWidth / WIDTHS[zoom]));
  const width = all ? fitting(shown, room) : WIDTHS[zoom];
  const named = useMemo(
    () => ticks({ from: shown.from, to: shown.to }, width),
    [shown.from, shown.to, width],
  );
  const whole = (daysBetween(shown.from, shown.to) + 1) * width;
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => viewport.current,
    estimateSize: () => row,
    overscan: 8,
    getItemKey: (index) => rows[index]?.item.key ?? index,
  });
  useEffect(() => virtual.measure(), [virtual, row]);

  // Today stands in the first third, whatever the zoom, and with it the first bar that is not over.
  const first = rows.findIndex(({ span }) => span.to >= now);
  const brought = useRef(-1);
  useEffect(() => {
    if (brought.current === asked || first < 0) return;
    brought.current = asked;
    virtual.scrollToIndex(Math.max(0, first - 3), { align: "start" });
  }, [asked, first, virtual]);
  useEffect(() => {
    const element = viewport.current;
    if (element) element.scrollLeft = daysBetween(shown.from, now) * width - room / 4;
  }, [viewport, shown.from, now, width, room, asked]);

  const line = { shown, ticks: named, width, now };
  return (
    <div ref={viewport} tabIndex={0} role="region" aria-label="Timeline" className={FRAME}>
      <div className="relative flex min-h-full flex-col" style={{ width: `calc(${whole}px + var(--names))` }}>
        <header className="sticky top-0 z-30 flex border-b border-hairline bg-ground">
          <span ref={names} className={`${NAMES} z-20`} />
          <div className="relative overflow-x-clip" style={{ width: whole }}>
            <DayNames {...line} />
            <SprintBands sprints={sprints} origin={shown.from} width={width} />
            <MilestoneMarks milestones={dated} origin={shown.from} width={width} whole={whole} />
          </div>
        </header>
        <div className="relative flex flex-1" style={{ minHeight: virtual.getTotalSize() }}>
          <div className="absolute inset-y-0 left-(--names) overflow-x-clip" style={{ width: whole }}>
            <DayLines {...line} milestones={dated} />
            <Links links={linksOf(rows)} origin={shown.from} width={width} row={row} />
          </div>
          {/* Lines go below the names, and names have a ground as far down as there are lines. */}
          <span aria-hidden className={NAMES} />
          {virtual.getVirtualItems().map(({ index, key, start }) => {
            const one = rows[index];
            if (!one) return null;
            const { item, span } = one;
            const text = taskText(item);
            return (
              <div
                key={key}
                className="absolute inset-x-0 top-0 flex"
                style={{ transform: `translateY(${start}px)`, height: row }}
              >
                <Link
                  to={noteUrl(item.path, { line: item.line })}
                  title={text}
                  className={`${NAMES} z-20 flex items-center gap-2 text-3 focus-visible:-outline-offset-2`}
                >
                  <StatusIcon status={item.status} size={14} />
                  <span
                    dir="auto"
                    className="line-clamp-1 min-w-0 wrap-anywhere coarse:line-clamp-2 coarse:leading-snug"
                  >
                    {text}
                  </span>
                </Link>
                <div className="relative" style={{ width: whole }}>
                  <Bar
                    item={item}
                    span={span}
                    from={shown.from}
                    width={width}
                    row={row}
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
