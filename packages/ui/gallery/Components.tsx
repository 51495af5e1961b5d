import { FileText, FolderOpen, Inbox, ListTree, Network, Plus, Settings, Star, Trash2 } from "lucide-react";
import { useMemo, useState, type ReactNode } from "react";

import {
  Badge,
  Button,
  Callout,
  Checkbox,
  DiffView,
  EmptyState,
  ErrorState,
  Highlighted,
  HueDot,
  IconButton,
  Input,
  Kbd,
  List,
  Progress,
  SearchInput,
  Segmented,
  Select,
  Skeleton,
  Switch,
  Tabs,
  TabStrip,
  Tag,
  Tree,
  type Hue,
} from "../src";
import { AFTER, BEFORE, MANY, sampleRows } from "./samples";

function Card({ title, children, wide = false }: { title: string; children: ReactNode; wide?: boolean }) {
  return (
    <section className={`flex min-w-0 flex-col gap-3 ${wide ? "col-span-full" : ""}`}>
      <h2 className="border-b border-hairline pb-1 text-2 font-semibold text-muted">{title}</h2>
      {children}
    </section>
  );
}

/** The controls, lists and states. */
export function Components() {
  const [query, setQuery] = useState("tag:project budget");
  const [mode, setMode] = useState<"hybrid" | "keyword" | "semantic">("hybrid");
  const [sort, setSort] = useState<"modified" | "name">("modified");
  const [checks, setChecks] = useState({ remote: false, wrap: true });
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
    <div className="grid grid-cols-1 gap-x-10 gap-y-8 p-6 medium:grid-cols-2">
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
      <Card title="Fields">
        <SearchInput label="Search notes" value={query} onChange={setQuery} keys="mod+shift+f" />
        <SearchInput quiet label="Filter files" value="" onChange={() => undefined} keys="/" />
        <Input label="New name" defaultValue="Aurora launch" hint="14 links in 9 notes will be updated." />
        <Input label="Folder" defaultValue="Projects/CON" error="Windows cannot hold a folder named CON." />
      </Card>
      <Card title="Choices">
        <div className="flex flex-wrap items-center gap-3">
          <Segmented
            label="Mode"
            value={mode}
            onChange={setMode}
            options={[
              { value: "hybrid", label: "Hybrid" },
              { value: "keyword", label: "Keyword" },
              { value: "semantic", label: "Semantic" },
            ]}
          />
          <Select
            label="Sort"
            value={sort}
            onChange={setSort}
            options={[
              { value: "modified", label: "Last modified" },
              { value: "name", label: "Name" },
            ]}
          />
        </div>
        <Switch
          label="Load images from other sites"
          hint="Each site learns that you opened the note."
          checked={checks.remote}
          onChange={(remote) => setChecks({ ...checks, remote })}
        />
        <Switch
          label="Wrap long lines"
          checked={checks.wrap}
          onChange={(wrap) => setChecks({ ...checks, wrap })}
        />
        <Checkbox label="Update the 14 links that point here" checked onChange={() => undefined} />
        <Checkbox label="All folders" mixed checked={false} onChange={() => undefined} />
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
      <Card title="Differences, side by side" wide>
        <DiffView before={BEFORE} after={AFTER} beforeLabel="On disk" afterLabel="Yours" mode="split" />
      </Card>
      <Card title="Differences, unified" wide>
        <DiffView before={BEFORE} after={AFTER} beforeLabel="On disk" afterLabel="Yours" mode="unified" />
      </Card>
    </div>
  );
}
