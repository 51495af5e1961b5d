/** What a run proposes waits for its review: said where the eye is when it ends. */
import { Icon } from "@claudeprojects/ui";
import { ArrowRight, FileDiff } from "lucide-react";
import { Link } from "react-router";

import type { RunDetail } from "../api/agentTypes";
import { plural } from "../lib/format";
import { toReview } from "./reviews";

export function ReviewCall({ run }: { run: RunDetail }) {
  const open = toReview(run);
  if (open === 0) return null;
  return (
    <Link
      to="?view=changes"
      className="mt-5 flex min-h-row-comfortable items-center gap-2.5 rounded-card bg-accent-subtle px-4 py-2 text-3 font-medium text-accent-text hover:bg-accent-subtle-hover"
    >
      <Icon of={FileDiff} />
      <span className="flex-1">
        {plural(open, "change")} {open === 1 ? "waits" : "wait"} for your review; nothing of it is on disk yet
      </span>
      <Icon of={ArrowRight} />
    </Link>
  );
}
