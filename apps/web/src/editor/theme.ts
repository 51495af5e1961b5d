/** The editor in the product's own type and colours, all by the design tokens. */
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const look = EditorView.theme({
  "&": { height: "100%", backgroundColor: "transparent", color: "var(--text)" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": {
    fontFamily: "var(--font-reading)",
    fontSize: "var(--size-4)",
    lineHeight: "1.65",
    overflow: "auto",
    overflowAnchor: "none",
  },
  ".cm-content": {
    maxWidth: "var(--measure)",
    margin: "0 auto",
    padding: "0.5rem 1.5rem 40vh",
    caretColor: "var(--accent)",
    minHeight: "100%",
  },
  ".cm-line": { padding: "0" },
  ".cm-cursor": { borderLeftColor: "var(--accent)", borderLeftWidth: "2px" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "var(--accent-subtle-hover)",
  },
  ".cm-activeLine": { backgroundColor: "transparent" },
  ".cm-panels": {
    backgroundColor: "var(--ground-side)",
    color: "var(--text)",
    borderColor: "var(--hairline)",
  },
  ".cm-panel input": {
    border: "1px solid var(--line-strong)",
    borderRadius: "var(--radius)",
    padding: "2px 6px",
  },
  ".cm-button": {
    backgroundImage: "none",
    background: "var(--fill)",
    border: "1px solid var(--line)",
    borderRadius: "var(--radius)",
  },
  ".cm-searchMatch": { backgroundColor: "var(--highlight)" },
  ".cm-tooltip": {
    border: "1px solid var(--hairline)",
    borderRadius: "var(--radius-card)",
    backgroundColor: "var(--ground-raised)",
    boxShadow: "var(--shadow-float)",
    overflow: "hidden",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul": {
    fontFamily: "var(--font-ui)",
    fontSize: "var(--size-3)",
    padding: "4px",
    maxHeight: "16rem",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li": {
    padding: "4px 8px",
    borderRadius: "5px",
    lineHeight: "1.4",
  },
  ".cm-tooltip.cm-tooltip-autocomplete > ul > li[aria-selected]": {
    backgroundColor: "var(--accent-subtle)",
    color: "var(--text)",
  },
  ".cm-completionMatchedText": { textDecoration: "none", fontWeight: "600", color: "var(--accent-text)" },
  ".cm-completionDetail": { fontStyle: "normal", color: "var(--text-muted)", fontSize: "var(--size-2)" },
  ".cm-lintRange": { backgroundImage: "none", textDecorationLine: "underline", textDecorationStyle: "wavy" },
  ".cm-lintRange-error": { backgroundImage: "none", textDecorationColor: "var(--danger)" },
  ".cm-lintRange-warning": { backgroundImage: "none", textDecorationColor: "var(--warning)" },
  ".cm-tooltip .cm-diagnostic": {
    fontFamily: "var(--font-ui)",
    fontSize: "var(--size-2)",
    padding: "6px 10px",
  },
  ".cm-diagnostic-error": { borderLeftColor: "var(--danger)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },
  ".cm-wikilink": { color: "var(--accent-text)" },
  ".cm-tag": { color: "var(--accent-text)" },
  ".cm-flash": { backgroundColor: "var(--highlight)" },
});

const colours = HighlightStyle.define([
  { tag: tags.heading1, fontSize: "1.5em", fontWeight: "650", lineHeight: "1.3" },
  { tag: tags.heading2, fontSize: "1.25em", fontWeight: "650" },
  { tag: tags.heading3, fontSize: "1.1em", fontWeight: "650" },
  { tag: [tags.heading4, tags.heading5, tags.heading6], fontWeight: "650" },
  { tag: tags.strong, fontWeight: "650" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.link, color: "var(--accent-text)" },
  { tag: tags.url, color: "var(--text-muted)" },
  { tag: tags.monospace, fontFamily: "var(--font-code)", fontSize: "0.9em" },
  { tag: tags.quote, color: "var(--text-secondary)" },
  { tag: [tags.processingInstruction, tags.meta, tags.contentSeparator], color: "var(--text-muted)" },
  { tag: [tags.keyword, tags.atom, tags.bool], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
  { tag: tags.number, color: "var(--code-number)" },
  { tag: tags.comment, color: "var(--code-comment)" },
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-function)" },
]);

export const editorTheme = [look, syntaxHighlighting(colours)];
