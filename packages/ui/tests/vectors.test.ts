/** The shared format vectors, run against the tree that the renderer draws from. */
import type { Nodes, Root } from "mdast";
import { describe, expect, test } from "vitest";

import linkVectors from "../../types/vectors/links.json";
import tagVectors from "../../types/vectors/tags.json";
import taskVectors from "../../types/vectors/tasks.json";
import headingVectors from "../../types/vectors/headings.json";
import { isExternal, splitTarget, splitWikilink } from "../src/formats/targets";
import { parseTask } from "../src/formats/tasks";
import { frontmatterOf, parseTree } from "../src/markdown/tree";
import { transform } from "../src/markdown/transform";

function nodesOf(text: string): { nodes: Nodes[]; body: string; lines: number } {
  const front = frontmatterOf(text);
  const body = text.slice(front.length);
  const tree: Root = parseTree(body);
  transform(tree, { source: body, firstLine: front.lines });
  const nodes: Nodes[] = [];
  const collect = (node: Nodes) => {
    nodes.push(node);
    if ("children" in node) node.children.forEach(collect);
  };
  collect(tree);
  return { nodes, body, lines: front.lines };
}

interface Link {
  kind: string;
  embed: boolean;
  target: string;
  subpath: string;
}

function linksOf(text: string): Link[] {
  return nodesOf(text).nodes.flatMap((node): Link[] => {
    if (node.type === "wikiLink") {
      const { target, subpath } = splitWikilink(node.value);
      return (target === "" && subpath.length < 2) || target.includes("://")
        ? []
        : [{ kind: "wikilink", embed: node.embed, target, subpath }];
    }
    if (node.type === "link" || node.type === "image" || node.type === "definition") {
      if (isExternal(node.url)) return [];
      const { target, subpath } = splitTarget(node.url);
      return target === "" && subpath.length < 2
        ? []
        : [{ kind: "markdown", embed: node.type === "image", target, subpath }];
    }
    return [];
  });
}

describe("links", () => {
  const notes = linkVectors.filter((vector) => vector.expected.every((link) => link.kind !== "property"));
  test.each(notes.map((vector) => [vector.name, vector] as const))("%s", (_, { input, expected }) => {
    const wanted = expected.map(({ kind, embed, target, subpath }) => ({ kind, embed, target, subpath }));
    expect(linksOf(input)).toEqual(wanted);
  });
});

describe("tags", () => {
  const inText = tagVectors.filter((vector) => !vector.input.startsWith("---"));
  test.each(inText.map((vector) => [vector.name, vector] as const))("%s", (_, { input, expected }) => {
    const found = nodesOf(input).nodes.flatMap((node) => (node.type === "tag" ? [node.value] : []));
    expect(found).toEqual(expected.map((tag) => tag.name));
  });
});

describe("tasks", () => {
  test.each(taskVectors.map((vector) => [vector.name, vector] as const))("%s", (_, { input, expected }) => {
    const lines = input.split(/\r\n?|\n/);
    const tasks = expected.map((task) => {
      const read = parseTask(lines[task.line] ?? "");
      return read && { line: task.line, ...read };
    });
    expect(tasks).toEqual(expected);
  });
});

describe("headings", () => {
  test.each(headingVectors.map((vector) => [vector.name, vector] as const))(
    "%s",
    (_, { input, expected }) => {
      const { nodes, lines } = nodesOf(input);
      const found = nodes.flatMap((node) =>
        node.type === "heading"
          ? [{ level: node.depth, line: (node.position?.start.line ?? 1) - 1 + lines }]
          : [],
      );
      expect(found).toEqual(expected.map(({ level, line }) => ({ level, line })));
    },
  );
});
