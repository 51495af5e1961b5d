/** The milestones above the bars, each with its name as far as there is room before the next. */
import { classes, Icon } from "@claudeprojects/ui";
import { Diamond } from "lucide-react";
import { Link } from "react-router";

import type { Milestone } from "../../api/projects";
import { noteUrl } from "../../lib/paths";
import { plainText } from "../../lib/plainText";
import { daysBetween } from "./scale";

export type DatedMilestone = Milestone & { due: string };

export interface MilestoneMarksProps {
  milestones: readonly DatedMilestone[];
  origin: string;
  /** Pixels of a day, and of the whole line. */
  width: number;
  whole: number;
}

/** Pixels of the sign, and the fewest for a name to be worth it. */
const SIGN = 16;
const HALF = 6;
const LEAST = 28;
const MOST = 220;

export function MilestoneMarks({ milestones, origin, width, whole }: MilestoneMarksProps) {
  if (milestones.length === 0) return null;
  const placed = [...milestones]
    .sort((a, b) => a.due.localeCompare(b.due))
    .map((one) => ({ ...one, left: (daysBetween(origin, one.due) + 0.5) * width }));
  return (
    <div className="relative h-6">
      {placed.map(({ path, line, title, due, done, left }, index) => {
        const name = plainText(title);
        const after = (placed[index + 1]?.left ?? whole) - left - SIGN;
        // At the end of the line, where nothing fits behind the sign, the name stands before it.
        const before = index === placed.length - 1 ? left - (placed[index - 1]?.left ?? 0) - MOST : 0;
        const turned = after < LEAST && before >= LEAST;
        const room = Math.min(MOST, turned ? before : after);
        return (
          <Link
            key={`${path}:${line ?? ""}`}
            to={noteUrl(path, { line })}
            aria-label={`Milestone ${name}, ${due}`}
            title={`${name}, ${due}`}
            className={classes(
              "hit-target absolute top-0 flex h-5 items-center gap-1 rounded-small text-1 font-medium text-secondary hover:text-text",
              turned && "flex-row-reverse",
            )}
            style={turned ? { right: whole - left - HALF } : { left: left - HALF }}
          >
            <Icon of={Diamond} size={12} className={done ? "text-success" : "text-danger"} />
            {room >= LEAST && (
              <span dir="auto" className="truncate" style={{ maxWidth: room }}>
                {name}
              </span>
            )}
          </Link>
        );
      })}
    </div>
  );
}
