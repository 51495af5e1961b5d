import { FileText, FolderOpen, Inbox, ListTree, Network, Plus, Settings, Star, Trash2 } from "lucide-react";
import { useMemo, useState } from "react";

import {
  Badge,
  Button,
  Callout,
  EmptyState,
  ErrorState,
  Highlighted,
  HueDot,
  IconButton,
  Kbd,
  List,
  Progress,
  Skeleton,
  Tabs,
  TabStrip,
  Tag,
  Tree,
  type Hue,
} from "../src";
import { Card, Cards } from "./Card";
import { MANY, sampleRows } from "./samples";

/** Buttons, lists and states. */
export function Components() {
  const [expanded, setExpanded] = useState(new Set(["Projects", "Areas", "Health"]));
  const [tab, setTab] = useState<"links" | "outline" | "graph">("links");
  const [open, setOpen] = useState("aurora");
  const rows = useMemo(() => sampleRows(expanded), [expanded]);
  const toggle = (id: string, wide: boolean) => {
    const next = new Set(expanded);
    if (wide) next.add(id);
    else next.delete(id);
    setExpanded(next);
  };
  return (
    <Cards>
      <Card title="Buttons">
        <div className="flex flex-wrap items-center gap-2">
          <Button variant="primary" icon={Plus}>
            New note
          </Button>
          <Button>Rename</Button>
          <Button keys="mod+s">Save</Button>
          <Button variant="ghost">Cancel</Button>
          <Button variant="danger" icon={Trash2}>
            Move to trash
          </Button>
          <Button disabled>Disabled</Button>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <Button size="small">Small</Button>
          <Button size="small" variant="ghost" keys="mod+z">
            Undo
          </Button>
          <IconButton icon={Star} label="Star" keys="s" />
          <IconButton icon={Settings} label="Settings" keys="mod+," />
          <IconButton icon={ListTree} label="Outline" pressed />
          <Kbd keys="mod+shift+f" />
          <Kbd keys="alt+enter" />
        </div>
      </Card>
      <Card title="Tags, badges, marks">
        <div className="flex flex-wrap items-center gap-1.5">
          {[
            "project/aurora",
            "area",
            "meeting",
            "idea",
            "日記",
            "someday",
            "reading",
            "home",
            "urgent",
            "budget",
          ].map((name, index) => (
            <Tag
              key={name}
              name={name}
              hue={((index % 8) + 1) as Hue}
              count={index === 0 ? 128 : undefined}
              onClick={() => undefined}
            />
          ))}
          <Tag name="removable" onRemove={() => undefined} />
        </div>
        <div className="flex flex-wrap items-center gap-1.5">
          <Badge>12</Badge>
          <Badge tone="accent">new</Badge>
          <Badge tone="success">indexed</Badge>
          <Badge tone="warning">stale</Badge>
          <Badge tone="danger">offline</Badge>
          <span className="ml-2 flex items-center gap-1.5 text-2 text-secondary">
            <HueDot hue={4} /> Notes
          </span>
          <span className="flex items-center gap-1.5 text-2 text-secondary">
            <HueDot hue={7} /> Tags
          </span>
        </div>
        <p className="text-3 text-secondary">
          <Highlighted
            text="The budget of the launch 🚀 was 12,000 euros."
            ranges={[
              [4, 10],
              [18, 24],
              [31, 37],
            ]}
          />
        </p>
      </Card>
      <Card title="Tree">
        <div className="h-84 rounded-card border border-hairline bg-side py-1">
          <Tree
            label="Files"
            rows={rows}
            current="Aurora launch.md"
            onToggle={toggle}
            onOpen={() => undefined}
            onRename={() => undefined}
            menu={(id) => [
              { label: "Open", icon: FolderOpen, onSelect: () => undefined },
              { label: "Rename", keys: "F2", onSelect: () => undefined },
              "separator",
              { label: `Move ${id} to trash`, icon: Trash2, danger: true, onSelect: () => undefined },
            ]}
          />
        </div>
      </Card>
      <Card title="Tree of 100,000 rows, list">
        <div className="grid h-84 grid-cols-2 gap-3">
          <div className="min-h-0 rounded-card border border-hairline bg-side py-1">
            <Tree label="Many" rows={MANY} onToggle={() => undefined} onOpen={() => undefined} />
          </div>
          <div className="min-h-0 rounded-card border border-hairline py-1">
            <List
              label="Results"
              items={MANY.slice(0, 500)}
              keyOf={(row) => row.id}
              onOpen={() => undefined}
              estimateHeight={52}
              renderItem={(row) => (
                <div className="px-2.5 py-1.5">
                  <div className="flex items-center gap-2 text-3 font-medium">
                    <FileText size={14} strokeWidth={1.5} className="text-muted" />
                    {row.label}
                  </div>
                  <div className="truncate text-2 text-muted">
                    Projects › Aurora › What remains to be done
                  </div>
                </div>
              )}
            />
          </div>
        </div>
      </Card>
      <Card title="Tabs">
        <div className="flex rounded-t-card border border-hairline bg-side">
          <TabStrip
            active={open}
            onActivate={setOpen}
            onClose={() => undefined}
            tabs={[
              { id: "aurora", label: "Aurora launch", icon: FileText, dirty: true },
              { id: "graph", label: "Graph", icon: Network },
              {
                id: "long",
                label: "A very long title of a note that never ends",
                icon: FileText,
                preview: true,
              },
            ]}
          />
        </div>
        <Tabs
          label="Inspector"
          value={tab}
          onChange={setTab}
          tabs={[
            {
              value: "links",
              label: "Backlinks",
              count: 14,
              content: <p className="p-3 text-3 text-secondary">Fourteen notes link here.</p>,
            },
            { value: "outline", label: "Outline", content: <p className="p-3 text-3">Headings.</p> },
            { value: "graph", label: "Graph", content: <p className="p-3 text-3">Neighbours.</p> },
          ]}
        />
      </Card>
      <Card title="Progress and waiting">
        <Progress label="Indexing" done={4120} total={6289} unit="files" onCancel={() => undefined} />
        <Progress label="Reading the folder" done={1830} total={null} unit="files found" />
        <Skeleton lines={4} />
      </Card>
      <Card title="Empty">
        <div className="rounded-card border border-hairline">
          <EmptyState
            icon={Inbox}
            title="No note links here yet."
            hint="Write [[Aurora launch]] anywhere and it appears."
            action={<Button icon={Plus}>New note that links here</Button>}
          />
        </div>
      </Card>
      <Card title="Error">
        <ErrorState
          inline
          onRetry={() => undefined}
          problem={{
            title: "The note changed on disk",
            detail: "“Projects/Aurora launch.md” was saved by another program 3 seconds ago.",
            hint: "Compare both versions and choose what to keep.",
            code: "note_conflict",
            status: 409,
            current_hash: "9f0c2d41b7",
            path: "Projects/Aurora launch.md",
          }}
        />
      </Card>
      <Card title="Callouts" wide>
        <div className="grid gap-x-4 medium:grid-cols-3">
          {[
            "note",
            "abstract",
            "info",
            "todo",
            "tip",
            "success",
            "question",
            "warning",
            "failure",
            "danger",
            "bug",
            "example",
            "quote",
          ].map((type) => (
            <Callout key={type} type={type}>
              One sentence of a callout.
            </Callout>
          ))}
          <Callout type="tip" title="Folded, with a title" fold="closed">
            Hidden.
          </Callout>
        </div>
      </Card>
    </Cards>
  );
}
