/** The views that were saved, which are notes, and the way to save this one. */
import { announce, Button, Dialog, Input, Menu, toast } from "@claudeprojects/ui";
import { Bookmark, ChartGantt, type LucideIcon, Save, SquareKanban } from "lucide-react";
import { useState } from "react";

import { problemOf } from "../api/problem";
import { type SavedView, useGetViewsQuery, useSaveViewMutation } from "../api/projects";
import { type Shape, shapeOf, type TaskView } from "./useTaskUrl";
import { GROUPINGS } from "./words";

const COMMON: readonly { title: string; view: TaskView }[] = [
  { title: "Everything open", view: { q: "is:open", by: "due", sort: "", as: "list" } },
  { title: "Overdue", view: { q: "is:overdue", by: "project", sort: "due", as: "list" } },
  { title: "Today", view: { q: "is:today", by: null, sort: "priority", as: "list" } },
  { title: "This week", view: { q: "is:open due:week", by: "due", sort: "due", as: "list" } },
  { title: "Blocked", view: { q: "is:blocked", by: "project", sort: "", as: "list" } },
  { title: "Nobody’s", view: { q: "is:open is:unassigned", by: "project", sort: "", as: "list" } },
];

const ICONS: Record<Shape, LucideIcon> = { list: Bookmark, board: SquareKanban, timeline: ChartGantt };

/** A view that was saved, as what it is; what a note says and nobody knows here is left out. */
export function savedView({ query, sort, group, kind }: SavedView): TaskView {
  const by = GROUPINGS.flatMap(({ value }) => (value !== "none" && value === group ? [value] : []))[0];
  return { q: query, by: by ?? null, sort: sort[0] ?? "", as: shapeOf(kind) };
}

function SaveDialog({ view, onClose }: { view: TaskView; onClose: () => void }) {
  const [save] = useSaveViewMutation();
  const [title, setTitle] = useState("");
  const [wrong, setWrong] = useState<string>();
  const send = async () => {
    const answer = await save({
      title: title.trim(),
      query: view.q,
      sort: view.sort === "" ? [] : [view.sort],
      group: view.by,
      kind: view.as,
    });
    if (answer.error) {
      setWrong(problemOf(answer.error).detail);
      return;
    }
    toast({ title: `${title.trim()} is saved`, detail: answer.data.path });
    announce(`${title.trim()} is saved.`);
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="small"
      title="Save this view"
      description="It becomes a note in Views, which syncs and links as others do."
      footer={
        <Button variant="primary" disabled={title.trim() === ""} onClick={() => void send()}>
          Save
        </Button>
      }
    >
      <Input
        label="Name"
        autoFocus
        value={title}
        error={wrong}
        onChange={({ target }) => setTitle(target.value)}
        onKeyDown={(event) => event.key === "Enter" && title.trim() !== "" && void send()}
      />
    </Dialog>
  );
}

export function SavedViews({ view, onChoose }: { view: TaskView; onChoose: (view: TaskView) => void }) {
  const { data: saved = [] } = useGetViewsQuery(undefined);
  const [saving, setSaving] = useState(false);
  return (
    <>
      <Menu
        align="end"
        trigger={<Button icon={Bookmark}>Views</Button>}
        entries={[
          ...COMMON.map(({ title, view: common }) => ({ label: title, onSelect: () => onChoose(common) })),
          ...(saved.length > 0 ? (["separator", { heading: "Saved" }] as const) : []),
          ...saved.map((one) => {
            const found = savedView(one);
            return { label: one.title, icon: ICONS[found.as], onSelect: () => onChoose(found) };
          }),
          "separator",
          { label: "Save this view…", icon: Save, onSelect: () => setSaving(true) },
        ]}
      />
      {saving && <SaveDialog view={view} onClose={() => setSaving(false)} />}
    </>
  );
}
