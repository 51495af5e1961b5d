/** The transforms that make Obsidian of GitHub's Markdown: callouts, tasks, tags, block ids, lifted embeds. */
import type { Blockquote, ListItem, Nodes, Paragraph, PhrasingContent, Root, RootContent, Text } from "mdast";

import { tagsIn } from "../formats/tags";
import { mediumOf, splitWikilink } from "../formats/targets";
import { fieldsIn, parseTask } from "../formats/tasks";
import type { CalloutNode } from "./nodes";
import { parseTree } from "./tree";

const CALLOUT = /^\[!([^\]\n]{1,40})\]([+-]?)[ \t]*/;
const BLOCK_ID = /(?:^|[ \t])\^([a-zA-Z0-9-]+)[ \t]*$/;
const BLOCKS = new Set([
  "paragraph",
  "heading",
  "blockquote",
  "list",
  "listItem",
  "code",
  "math",
  "table",
  "tableRow",
  "thematicBreak",
  "html",
]);

export interface TransformOptions {
  /** The text the tree was parsed from. */
  source: string;
  /** 0-based number of the source's first line in its file. */
  firstLine: number;
}

/** Transforms a tree in place. */
export function transform(tree: Root, options: TransformOptions): void {
  const lines = options.source.split(/\r\n?|\n/);
  walk(tree, { lines, firstLine: options.firstLine, source: options.source, inTask: false, inLink: false });
}

interface Context {
  lines: readonly string[];
  firstLine: number;
  source: string;
  inTask: boolean;
  inLink: boolean;
}

type Child = RootContent;

function setProperty(node: Nodes, name: string, value: string | number): void {
  node.data = { ...node.data, hProperties: { ...node.data?.hProperties, [name]: value } };
}

function walk(node: Nodes, context: Context): void {
  if (BLOCKS.has(node.type) && node.position)
    setProperty(node, "dataLine", node.position.start.line - 1 + context.firstLine);
  if (node.type === "html") node.value = node.value.replace(/<(\/?)x-/gi, "&lt;$1x-");
  if (node.type === "listItem") readTask(node, context);
  if (!("children" in node)) return;
  const inner: Context = {
    ...context,
    inTask:
      node.type === "listItem"
        ? node.data?.task !== undefined
        : node.type === "paragraph"
          ? context.inTask
          : false,
    inLink: context.inLink || node.type === "link" || node.type === "linkReference",
  };
  const children: Child[] = [];
  let previous: Child | undefined;
  for (const child of (node.children as Child[]).flatMap(afterComment)) {
    if (child.type === "comment") continue;
    if (child.type === "paragraph" && previous && namesBlock(child, previous)) continue;
    const shown = child.type === "blockquote" ? asCallout(child, context) : child;
    walk(shown, inner);
    if (shown.type === "text") children.push(...splitText(shown, inner));
    else if (shown.type === "paragraph") children.push(...splitParagraph(shown));
    else children.push(shown);
    previous = shown;
  }
  node.children = children;
  takeBlockId(node);
}

/** CommonMark takes a whole line for HTML when a comment ends on it; what follows the comment is text in Obsidian. */
function afterComment(child: Child): Child[] {
  const comment = child.type === "html" ? /^<!--[\s\S]*?-->[ \t]*(?=[^\s<])/.exec(child.value) : null;
  if (child.type !== "html" || !comment) return [child];
  const rest = parseTree(child.value.slice(comment[0].length)).children;
  for (const node of rest) delete node.position;
  return rest;
}

/** A paragraph of nothing but `^id` names the block before it. */
function namesBlock(paragraph: Paragraph, previous: Child): boolean {
  const only = paragraph.children.length === 1 ? paragraph.children[0] : undefined;
  const id = only?.type === "text" ? /^\^([a-zA-Z0-9-]+)$/.exec(only.value.trim())?.[1] : undefined;
  if (id === undefined) return false;
  setProperty(previous, "dataBlock", id);
  return true;
}

/** Takes ` ^id` off the end of a paragraph, heading or item's first paragraph. */
function takeBlockId(node: Nodes): void {
  if (node.type !== "paragraph" && node.type !== "heading") return;
  const last = node.children.at(-1);
  const match = last?.type === "text" ? BLOCK_ID.exec(last.value) : null;
  if (last?.type !== "text" || !match?.[1]) return;
  last.value = last.value.slice(0, match.index);
  setProperty(node, "dataBlock", match[1]);
}

function asCallout(quote: Blockquote, context: Context): Blockquote | CalloutNode {
  const paragraph = quote.children[0];
  const text = paragraph?.type === "paragraph" ? paragraph.children[0] : undefined;
  const match = text?.type === "text" ? CALLOUT.exec(text.value) : null;
  if (paragraph?.type !== "paragraph" || text?.type !== "text" || !match) return quote;
  text.value = text.value.slice(match[0].length);
  const [title, rest] = splitFirstLine(paragraph.children);
  const body =
    rest.length > 0
      ? [{ ...paragraph, children: rest }, ...quote.children.slice(1)]
      : quote.children.slice(1);
  const kind = (match[1] ?? "note").split("|", 1)[0]?.trim() ?? "note";
  const callout: CalloutNode = {
    type: "callout",
    kind,
    fold: match[2] === "-" ? "closed" : match[2] === "+" ? "open" : null,
    children: [{ type: "calloutTitle", children: title }, ...body],
    ...(quote.position ? { position: quote.position } : {}),
  };
  if (quote.position) setProperty(callout, "dataLine", quote.position.start.line - 1 + context.firstLine);
  return callout;
}

/** Cuts inline content at its first line end. */
function splitFirstLine(children: PhrasingContent[]): [PhrasingContent[], PhrasingContent[]] {
  for (const [index, child] of children.entries()) {
    if (child.type === "break") return [children.slice(0, index), children.slice(index + 1)];
    const cut = child.type === "text" ? child.value.indexOf("\n") : -1;
    if (child.type !== "text" || cut < 0) continue;
    const head: Text = { type: "text", value: child.value.slice(0, cut) };
    const tail: Text = { type: "text", value: child.value.slice(cut + 1) };
    const keep = (text: Text) => (text.value === "" ? [] : [text]);
    return [
      [...children.slice(0, index), ...keep(head)],
      [...keep(tail), ...children.slice(index + 1)],
    ];
  }
  return [children, []];
}

/** Reads the box of a list item from its source line, whatever symbol is in it. */
function readTask(item: ListItem, context: Context): void {
  const first = item.children[0];
  const line = context.lines[(item.position?.start.line ?? 0) - 1];
  if (line === undefined) return;
  const from = (item.position?.start.column ?? 1) - 1;
  const task = parseTask(line.slice(from));
  if (!task) return;
  item.data = { ...item.data, task: task.symbol };
  if (item.checked !== null && item.checked !== undefined) {
    item.checked = null;
    return;
  }
  const text = first?.type === "paragraph" ? first.children[0] : undefined;
  if (text?.type === "text") text.value = text.value.replace(/^\[.\][ \t]*/u, "");
}

/** Tags and, in tasks, fields of a text become nodes of their own; line ends become breaks. */
function splitText(node: Text, context: Context): PhrasingContent[] {
  const { value } = node;
  const before = context.source[(node.position?.start.offset ?? 0) - 1];
  const solidBefore = node.position !== undefined && before !== undefined && !/[\s>]/.test(before);
  const marks: { start: number; end: number; make: () => PhrasingContent }[] = [];
  if (context.inTask) {
    for (const { start, end, ...field } of fieldsIn(value)) {
      marks.push({ start, end, make: () => ({ type: "taskField", value: value.slice(start, end), field }) });
    }
  }
  if (!context.inLink && value.includes("#")) {
    const escaped = escapedHashes(node, context.source);
    for (const tag of tagsIn(value)) {
      if ((tag.start === 0 && solidBefore) || escaped.has(tag.start)) continue;
      marks.push({ start: tag.start, end: tag.end, make: () => ({ type: "tag", value: tag.name }) });
    }
  }
  const pieces: PhrasingContent[] = [];
  let at = 0;
  for (const mark of marks.sort((a, b) => a.start - b.start)) {
    if (mark.start < at) continue;
    pieces.push(...withBreaks(value.slice(at, mark.start)), mark.make());
    at = mark.end;
  }
  if (at === 0 && !value.includes("\n")) return [node];
  return [...pieces, ...withBreaks(value.slice(at))];
}

/** Where a text holds a `#` that its source escapes: no tag begins there. */
function escapedHashes(node: Text, source: string): Set<number> {
  const written = source.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
  if (!written.includes("\\#")) return new Set();
  const marks = [...written.matchAll(/\\?#/g)];
  const places = [...node.value.matchAll(/#/g)];
  return new Set(places.flatMap((place, index) => (marks[index]?.[0] === "\\#" ? [place.index] : [])));
}

/** Obsidian shows a single line end as a line break. */
function withBreaks(value: string): PhrasingContent[] {
  return value
    .split("\n")
    .flatMap((line, index): PhrasingContent[] => [
      ...(index > 0 ? [{ type: "break" } as const] : []),
      ...(line === "" ? [] : [{ type: "text", value: line } as const]),
    ]);
}

function isBlock(node: PhrasingContent): boolean {
  if (node.type === "inlineMath") return (node as { display?: boolean }).display === true;
  if (node.type !== "wikiLink" || !node.embed) return false;
  return mediumOf(splitWikilink(node.value).target) !== "image";
}

/** Lifts embeds of notes, players and display math out of a paragraph: they are blocks. */
function splitParagraph(paragraph: Paragraph): RootContent[] {
  if (!paragraph.children.some(isBlock)) return [paragraph];
  const result: RootContent[] = [];
  let run: PhrasingContent[] = [];
  const flush = () => {
    while (run[0]?.type === "break") run.shift();
    while (run.at(-1)?.type === "break") run.pop();
    if (run.some((node) => node.type !== "text" || node.value.trim() !== "")) {
      result.push({ ...paragraph, children: run, data: { ...paragraph.data } });
    }
    run = [];
  };
  for (const child of paragraph.children) {
    if (!isBlock(child)) {
      run.push(child);
      continue;
    }
    flush();
    child.data = { ...child.data, ...paragraph.data };
    result.push(child);
  }
  flush();
  return result;
}
