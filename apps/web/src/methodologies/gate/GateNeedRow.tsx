/** One need of a gate: met, or exactly what is missing and the note where to mend it. */
import { Button, Icon } from "@claudeprojects/ui";
import { CircleCheck, CircleDashed, PenLine } from "lucide-react";
import { Link } from "react-router";

import type { GateItem } from "../../api/methodologies";
import { noteUrl, titleOf } from "../../lib/paths";

export interface GateNeedRowProps {
  item: GateItem;
  /** Offered where the need is a signature that can be given now. */
  onSign?: (() => void) | undefined;
}

export function GateNeedRow({ item, onSign }: GateNeedRowProps) {
  const { met, text, why, path, kind } = item;
  const signature = kind === "sign-off";
  return (
    <li className="flex gap-2 py-1.5 text-3">
      {met ? (
        <Icon of={CircleCheck} label="Met" className="mt-0.5 text-success" />
      ) : (
        <Icon of={CircleDashed} label="Missing" className="mt-0.5 text-warning-text" />
      )}
      <div className="flex min-w-0 flex-1 flex-wrap items-start gap-x-4 gap-y-1">
        <div className="min-w-0 flex-1 basis-56">
          <p className={met ? "text-pretty break-words text-muted" : "text-pretty break-words"}>
            {met && signature ? why : text}
          </p>
          {!met && !signature && <p className="text-2 text-pretty break-words text-warning-text">{why}</p>}
        </div>
        {!met && path !== null && !signature && (
          <Link
            to={noteUrl(path, { edit: true })}
            className="hit-target inline-block max-w-full rounded-small text-2 leading-5 wrap-anywhere text-accent-text hover:underline"
          >
            Open {titleOf(path)}
          </Link>
        )}
        {!met && onSign && (
          <Button size="small" icon={PenLine} onClick={onSign}>
            Sign as {item.role}
          </Button>
        )}
      </div>
    </li>
  );
}
