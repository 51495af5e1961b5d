/** From a syntax tree to the sanitised HTML tree that React draws. Elements named `x-…` are ours alone. */
import type { Element, ElementContent, Nodes as HastNodes, Properties } from "hast";
import { raw } from "hast-util-raw";
import type { Data, Nodes, Parents, Root } from "mdast";
import { toHast, type Handlers, type State } from "mdast-util-to-hast";

import type {
  CalloutNode,
  CalloutTitle,
  Highlight,
  InlineMath,
  TagNode,
  TaskFieldNode,
  WikiLink,
} from "./nodes";
import { sanitizeTree } from "./sanitize";
import { parseTree } from "./tree";
import { transform } from "./transform";

const MAX_HTML_DEPTH = 200;

function element(
  state: State,
  node: Nodes,
  tagName: string,
  properties: Properties,
  children: ElementContent[] = [],
): Element {
  const result: Element = { type: "element", tagName, properties, children };
  state.patch(node, result);
  return applied(state, node, result);
}

/** The element with the properties that the transforms left on the node. */
function applied(state: State, node: Nodes, made: Element): Element {
  return state.applyData<Element>(node, made);
}

const handlers: Handlers = {
  wikiLink: (state: State, node: WikiLink) =>
    element(state, node, "x-wiki", { value: node.value, ...(node.embed ? { embed: "yes" } : {}) }),
  tag: (state: State, node: TagNode) => element(state, node, "x-tag", { tag: node.value }),
  taskField: (state: State, node: TaskFieldNode) =>
    element(state, node, "x-field", { field: node.field.name, value: node.field.value }),
  highlight: (state: State, node: Highlight) => element(state, node, "mark", {}, state.all(node)),
  callout: (state: State, node: CalloutNode) =>
    element(
      state,
      node,
      "x-block",
      { type: node.kind, ...(node.fold ? { fold: node.fold } : {}) },
      state.all(node),
    ),
  calloutTitle: (state: State, node: CalloutTitle) => element(state, node, "x-title", {}, state.all(node)),
  comment: () => undefined,
  inlineMath: (state: State, node: InlineMath) =>
    element(state, node, "x-math", { tex: node.value, ...(node.display === true ? { display: "yes" } : {}) }),
  math: (state: State, node: Nodes & { value: string }) => {
    // remark-math leaves its own names on the node; ours are enough.
    node.data = lineOf(node);
    return element(state, node, "x-math", { tex: node.value, display: "yes" });
  },
  code: (state: State, node: Nodes & { type: "code" }) =>
    element(state, node, "x-code", { lang: node.lang ?? "", text: node.value }),
  listItem: (state: State, node: Nodes & { type: "listItem" }, parent: Parents | undefined) => {
    const item = applied(state, node, listItem(state, node, parent));
    const symbol = node.data?.task;
    if (symbol === undefined) return item;
    return {
      ...item,
      tagName: "x-task",
      properties: { ...item.properties, symbol, line: String(item.properties.dataLine ?? "") },
    };
  },
};

function lineOf(node: Nodes): Data {
  const line = node.data?.hProperties?.dataLine;
  return line === undefined ? {} : { hProperties: { dataLine: line } };
}

/** A list item: its paragraphs are bare in a tight list, as in CommonMark. */
function listItem(state: State, node: Nodes & { type: "listItem" }, parent: Parents | undefined): Element {
  const loose =
    parent?.type === "list"
      ? (parent.spread ?? false) || parent.children.some((item) => item.spread)
      : (node.spread ?? false);
  const children = state.all(node).flatMap((child): ElementContent[] => {
    if (child.type !== "element" || child.tagName !== "p" || loose) return [child];
    const line = child.properties.dataBlock;
    return line === undefined ? child.children : [{ ...child, tagName: "span" }];
  });
  const result: Element = { type: "element", tagName: "li", properties: {}, children };
  state.patch(node, result);
  return result;
}

/** Whether the note's own HTML opens more elements than a page may nest; it is then shown as text. */
function htmlIsTooDeep(tree: Root): { found: boolean; deep: boolean } {
  let [open, deepest, found] = [0, 0, false];
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ("children" in node)
      for (let at = node.children.length - 1; at >= 0; at -= 1) stack.push(node.children[at] as Nodes);
    if (node.type !== "html") continue;
    found = true;
    for (const tag of node.value.matchAll(/<(\/?)[a-z]/gi)) {
      open = Math.max(0, open + (tag[1] === "" ? 1 : -1));
      deepest = Math.max(deepest, open);
    }
  }
  return { found, deep: deepest > MAX_HTML_DEPTH };
}

function htmlAsText(tree: Root): void {
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node; node = stack.pop()) {
    if ("children" in node) stack.push(...(node.children as Nodes[]));
    if (node.type === "html") Object.assign(node, { type: "text" });
  }
}

export interface RenderOptions {
  /** 0-based line of the text's first line in its file. */
  firstLine: number;
  /** Put before every id. */
  prefix: string;
}

/** A stretch of Markdown (no frontmatter) as a tree that is safe to draw. */
export function renderTree(text: string, { firstLine, prefix }: RenderOptions): HastNodes {
  const tree = parseTree(text);
  transform(tree, { source: text, firstLine });
  const html = htmlIsTooDeep(tree);
  if (html.deep) htmlAsText(tree);
  const hast = toHast(tree, { allowDangerousHtml: true, clobberPrefix: "", handlers });
  return sanitizeTree(html.found && !html.deep ? raw(hast) : hast, prefix);
}
