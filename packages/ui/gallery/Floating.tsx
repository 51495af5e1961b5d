import {
  Copy,
  FileText,
  FolderOpen,
  Network,
  Palette as PaletteIcon,
  Pencil,
  Plus,
  Search,
  Settings,
  Trash2,
} from "lucide-react";
import { useState } from "react";

import {
  Button,
  CommandPalette,
  ConfirmDialog,
  Dialog,
  Input,
  Menu,
  Palette,
  Sheet,
  SplitLayout,
  Panel,
  toast,
  IconButton,
  EmptyState,
} from "../src";

type Shown = "palette" | "switcher" | "dialog" | "confirm" | "sheet" | null;

/** What floats above a screen, opened by `?show=`. */
export function Floating() {
  const [shown, setShown] = useState<Shown>(() => new URLSearchParams(location.search).get("show") as Shown);
  const set = (name: Shown) => (open: boolean) => setShown(open ? name : null);
  const none = () => undefined;
  return (
    <div className="flex h-[calc(100vh-3rem)] flex-col">
      <div className="flex flex-wrap gap-2 p-6">
        {(["palette", "switcher", "dialog", "confirm", "sheet"] as const).map((name) => (
          <Button key={name} onClick={() => setShown(name)}>
            {name}
          </Button>
        ))}
        <Button
          onClick={() =>
            toast({
              title: "Moved “Aurora launch” to Archive",
              detail: "14 links in 9 notes updated",
              undo: none,
            })
          }
        >
          toast with undo
        </Button>
        <Button
          onClick={() =>
            toast({
              title: "The vault is offline",
              detail: "Nothing is lost; edits wait until the disk is back.",
              tone: "warning",
            })
          }
        >
          toast
        </Button>
        <Menu
          trigger={<Button>menu</Button>}
          entries={[
            { heading: "Aurora launch" },
            { label: "Open", icon: FolderOpen, keys: "enter", onSelect: none },
            { label: "Rename", icon: Pencil, keys: "F2", onSelect: none },
            {
              label: "Copy",
              icon: Copy,
              entries: [
                { label: "Path", onSelect: none },
                { label: "Wikilink", onSelect: none },
              ],
            },
            "separator",
            { label: "Show hidden files", checked: true, onSelect: none },
            { label: "Group by folder", checked: false, onSelect: none },
            "separator",
            { label: "Move to trash", icon: Trash2, danger: true, keys: "delete", onSelect: none },
          ]}
        />
      </div>
      <SplitLayout
        id="gallery"
        start={{
          open: true,
          width: 260,
          content: (
            <Panel
              title="Files"
              role="navigation"
              actions={<IconButton icon={Plus} size="small" label="New note" keys="mod+n" />}
            >
              <p className="p-3 text-3">Sidebar</p>
            </Panel>
          ),
        }}
        end={{
          open: true,
          width: 300,
          content: (
            <Panel title="Backlinks" role="complementary">
              <EmptyState title="No note links here yet." />
            </Panel>
          ),
        }}
      >
        <p className="p-6 text-3 text-secondary">
          The page between its sidebar and inspector; drag the edges.
        </p>
      </SplitLayout>
      <CommandPalette
        open={shown === "palette"}
        onOpenChange={set("palette")}
        commands={[
          {
            id: "search",
            title: "Search in all notes",
            icon: Search,
            keys: "mod+shift+f",
            group: "Go",
            run: none,
          },
          { id: "graph", title: "Open graph", icon: Network, keys: "g", group: "Go", run: none },
          { id: "settings", title: "Settings", icon: Settings, keys: "mod+,", group: "Go", run: none },
          { id: "new", title: "New note", icon: Plus, keys: "mod+n", group: "Note", run: none },
          { id: "rename", title: "Rename this note", icon: Pencil, keys: "F2", group: "Note", run: none },
          { id: "theme", title: "Change theme", icon: PaletteIcon, group: "View", run: none },
        ]}
      />
      <Palette
        open={shown === "switcher"}
        onOpenChange={set("switcher")}
        label="Quick switcher"
        placeholder="Find a note by name"
        filter={false}
        groups={[
          {
            heading: "Recent",
            items: [
              { id: "1", title: "Aurora launch", detail: "Projects", icon: FileText, onSelect: none },
              {
                id: "2",
                title: "A very long title of a note that somebody wrote in one breath and never shortened",
                detail: "Readwise/Articles/2026",
                icon: FileText,
                onSelect: none,
              },
              { id: "3", title: "研究ノート", detail: "Projects/日本語", icon: FileText, onSelect: none },
            ],
          },
        ]}
        footer={
          <>
            <span>↵ open</span>
            <span>⌘↵ open aside</span>
            <span>⇧↵ create</span>
          </>
        }
      />
      <Dialog
        open={shown === "dialog"}
        onOpenChange={set("dialog")}
        title="Rename note"
        description="14 links in 9 notes point here."
        footer={
          <>
            <Button onClick={() => setShown(null)}>Cancel</Button>
            <Button variant="primary" keys="enter">
              Rename and update links
            </Button>
          </>
        }
      >
        <Input label="New name" defaultValue="Aurora launch" />
      </Dialog>
      <ConfirmDialog
        open={shown === "confirm"}
        onOpenChange={set("confirm")}
        title="Move “Readwise” to the trash?"
        consequence="The folder holds 4,120 notes and 83 attachments; 212 links elsewhere will be broken until you restore it."
        action="Move 4,203 files"
        danger
        onConfirm={none}
      />
      <Sheet open={shown === "sheet"} onOpenChange={set("sheet")} title="Inspector">
        <p className="p-4 text-3">Where there is no room beside.</p>
      </Sheet>
    </div>
  );
}
