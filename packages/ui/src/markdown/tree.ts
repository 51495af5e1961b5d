/** From a note's text to its syntax tree with everything of Obsidian in it: the parser and the transforms. */
import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { mathFromMarkdown } from "mdast-util-math";
import { gfm } from "micromark-extension-gfm";

import { MAX_DEPTH } from "./syntax/limits";
import { obsidianFromMarkdown, obsidianSyntax } from "./syntax/constructs";

/** Frontmatter at the text's start: its length and its lines, 0 and 0 without. */
export function frontmatterOf(text: string): { length: number; lines: number } {
  const match = /^\ufeff?---[ \t]*\r?\n(?:[\s\S]*?\r?\n)??(?:---|\.\.\.)[ \t]*(?:\r?\n|$)/.exec(text);
  if (!match) return { length: 0, lines: 0 };
  return { length: match[0].length, lines: match[0].split("\n").length - (match[0].endsWith("\n") ? 1 : 0) };
}

/** Parses Markdown without frontmatter. Nodes deeper than `MAX_DEPTH` become their source text. */
export function parseTree(text: string): Root {
  const tree = fromMarkdown(text, {
    extensions: [gfm({ singleTilde: false }), obsidianSyntax()],
    mdastExtensions: [gfmFromMarkdown(), mathFromMarkdown(), obsidianFromMarkdown()],
  });
  capDepth(tree, text);
  return tree;
}

function capDepth(tree: Root, text: string): void {
  const stack: { node: Nodes; depth: number }[] = [{ node: tree, depth: 0 }];
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, depth } = top;
    if (!("children" in node)) continue;
    if (depth >= MAX_DEPTH) {
      const value = text.slice(node.position?.start.offset ?? 0, node.position?.end.offset ?? 0);
      Object.assign(node, { type: "text", value, children: undefined });
      delete (node as { children?: unknown }).children;
      continue;
    }
    for (const child of node.children) stack.push({ node: child, depth: depth + 1 });
  }
}
