/** Obsidian's additions to Markdown, as one micromark extension and its way into the syntax tree. */
import type { CompileContext, Extension as FromMarkdown, Token } from "mdast-util-from-markdown";
import { math } from "micromark-extension-math";
import { markdownLineEnding, markdownSpace } from "micromark-util-character";
import type { Code, Extension, TokenType } from "micromark-util-types";
import type { Nodes } from "mdast";

import "../nodes";
import { commentBlock } from "./comment-block";
import { highlight } from "./highlight";
import { verbatimSpan } from "./span";

const DIGIT = (code: Code) => code !== null && code >= 48 && code <= 57;
const SOLID = (code: Code) => code !== null && !markdownSpace(code) && !markdownLineEnding(code);

const wikiLink = {
  multiline: false,
  close: "]]",
  longest: 2_000,
  refusesTwice: "[",
  allows: { first: (code: Code) => code !== 91 },
};
const link = verbatimSpan({ name: "wikiLink", open: "[[", ...wikiLink });
const embed = verbatimSpan({ name: "wikiEmbed", open: "![[", ...wikiLink });
const comment = verbatimSpan({ name: "comment", open: "%%", close: "%%", multiline: true, longest: 50_000 });
const mathDisplay = verbatimSpan({
  name: "mathDisplay",
  open: "$$",
  close: "$$",
  multiline: true,
  longest: 20_000,
});
const mathInline = verbatimSpan({
  name: "mathInline",
  open: "$",
  close: "$",
  multiline: true,
  longest: 4_000,
  firstCloser: true,
  // Pandoc's rule, which keeps prices out: solid inside the dollars, and no digit after the last.
  allows: { first: (code) => SOLID(code) && code !== 36, last: SOLID, after: (code) => !DIGIT(code) },
});

/** The tokenizer's part. Flow math (`$$` on its own lines) is taken from micromark-extension-math. */
export function obsidianSyntax(): Extension {
  const flowMath = math().flow;
  return {
    flow: { ...flowMath, [37]: commentBlock },
    text: { [91]: link, [33]: embed, [37]: comment, [36]: [mathDisplay, mathInline], [61]: highlight },
    insideSpan: { null: [highlight] },
    attentionMarkers: { null: [61] },
  };
}

interface LiteralHandle {
  enter: (this: CompileContext, token: Token) => undefined;
  exit: (this: CompileContext, token: Token) => undefined;
}

function literal(type: "wikiLink" | "comment" | "inlineMath", extra: object, trim: number): LiteralHandle {
  return {
    enter: function (this: CompileContext, token: Token) {
      const value = this.sliceSerialize(token);
      const open = type === "wikiLink" && value.startsWith("!") ? trim + 1 : trim;
      this.enter({ type, value: value.slice(open, value.length - trim), ...extra } as Nodes, token);
    },
    exit: function (this: CompileContext, token: Token) {
      this.exit(token);
    },
  };
}

/** The compiler's part. */
export function obsidianFromMarkdown(): FromMarkdown {
  const handles: Record<string, LiteralHandle> = {
    wikiLink: literal("wikiLink", { embed: false }, 2),
    wikiEmbed: literal("wikiLink", { embed: true }, 2),
    comment: literal("comment", {}, 2),
    commentBlock: literal("comment", {}, 2),
    mathInline: literal("inlineMath", { display: false }, 1),
    mathDisplay: literal("inlineMath", { display: true }, 2),
  };
  const enter: FromMarkdown["enter"] = {};
  const exit: FromMarkdown["exit"] = {};
  for (const [name, handle] of Object.entries(handles)) {
    enter[name as TokenType] = handle.enter;
    exit[name as TokenType] = handle.exit;
  }
  enter["highlight" as TokenType] = function (token) {
    this.enter({ type: "highlight", children: [] }, token);
  };
  exit["highlight" as TokenType] = function (token) {
    this.exit(token);
  };
  return { enter, exit, canContainEols: ["highlight"] };
}
