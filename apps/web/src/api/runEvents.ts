/** What runs tell on the socket while they work, and which cached answers that makes old. */
import type { RunEvent } from "./agentTypes";
import type { Tag } from "./api";

/** The cached answers that an event of a run makes old. Words make nothing old: they are shown as they come. */
export function staleByRun({
  kind,
  run_id: id,
  root_id: root,
}: RunEvent): (Tag | { type: Tag; id: string })[] {
  const tree = [...new Set([id, root])].map((run) => ({ type: "Run" as const, id: run }));
  switch (kind) {
    case "token":
      return [];
    case "state":
      return [...tree, "Runs", "Approvals"];
    case "approval":
      return [...tree, "Approvals"];
    case "changes":
      return [...tree, "Runs", { type: "Changes", id: root }];
    case "done":
      return [...tree, "Runs", "Approvals", "Audit", { type: "Changes", id: root }];
    default:
      return tree;
  }
}
