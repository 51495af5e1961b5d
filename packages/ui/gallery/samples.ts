import { File, FileText, Folder, Image, Table2 } from "lucide-react";
import { flattenTree, type Hunk, type TreeRow } from "../src";

interface Item {
  name: string;
  children?: Item[];
  count?: number;
}

const FOREST: Item[] = [
  {
    name: "Areas",
    children: [
      { name: "Health", children: [{ name: "Sleep.md" }, { name: "Running plan.md" }] },
      { name: "Finance", children: [], count: 42 },
    ],
    count: 128,
  },
  {
    name: "Projects",
    count: 31,
    children: [
      { name: "Aurora launch.md" },
      {
        name: "A very long title of a note that somebody wrote in one breath and never shortened afterwards.md",
      },
      { name: "研究ノート 2026.md" },
      { name: "Roadmap.canvas" },
      { name: "diagram.png" },
    ],
  },
  { name: "Readwise", children: [], count: 4120 },
  { name: "Inbox.md" },
  { name: "README.md" },
];

function iconOf(name: string) {
  if (name.endsWith(".png")) return Image;
  if (name.endsWith(".canvas")) return Table2;
  return name.endsWith(".md") ? FileText : File;
}

export function sampleRows(expanded: ReadonlySet<string>): TreeRow[] {
  return flattenTree(FOREST, {
    id: (item) => item.name,
    children: (item) => item.children ?? null,
    isExpanded: (id) => expanded.has(id),
    row: (item) => ({
      label: item.name.replace(/\.md$/, ""),
      icon: item.children ? Folder : iconOf(item.name),
      trailing: item.count?.toLocaleString(),
      muted: item.name === "diagram.png",
    }),
  });
}

/** A hundred thousand rows, for the feel of scrolling. */
export const MANY: TreeRow[] = Array.from({ length: 100_000 }, (_, index) => ({
  id: String(index),
  label: `Note ${(index + 1).toLocaleString()}`,
  depth: index % 5 === 0 ? 0 : 1,
  expanded: index % 5 === 0 ? true : null,
  icon: index % 5 === 0 ? Folder : FileText,
}));

export const BEFORE = `# Aurora launch

The launch is planned for the first week of March.
Owner: Mira. Budget is 12,000 euros.

- Write the announcement
- Ask legal for the licence text
- Book the hall

## Risks

Weather, mostly. The hall has no roof.
The caterer has not answered yet.
We have no second date.
Parking is scarce.
Trams stop at midnight.

## Notes

See the plan of last year.
`;

export const AFTER = `# Aurora launch

The launch is planned for the second week of April.
Owner: Mira and Jonas. Budget is 14,500 euros.

- Write the announcement
- Book the hall
- Invite the press

## Risks

Weather, mostly. The hall has no roof.
The caterer has not answered yet.
We have no second date.
Parking is scarce.
Trams stop at midnight.

## Notes

See the plan of last year, and the budget.
`;

export const HUNK: Hunk = {
  old_start: 3,
  old: "The launch is planned for March.\n",
  new_start: 3,
  new: "The launch is planned for April.\n",
  words: [
    { op: "equal", text: "The launch is planned for " },
    { op: "delete", text: "March" },
    { op: "insert", text: "April" },
    { op: "equal", text: ".\n" },
  ],
  before: "# Aurora launch\n\n",
  after: "Owner: Mira.\n",
};

export const PATCH = `--- a/Aurora launch.md
+++ b/Aurora launch.md
@@ -3,3 +3,3 @@
 # Aurora launch
-The launch is planned for March.
+The launch is planned for April.
 Owner: Mira.
`;
