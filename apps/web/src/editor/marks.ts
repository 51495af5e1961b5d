/** Wikilinks and tags coloured in the source. */
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  MatchDecorator,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";

const LINK = Decoration.mark({ class: "cm-wikilink" });
const TAG = Decoration.mark({ class: "cm-tag" });

const matcher = new MatchDecorator({
  regexp: /!?\[\[[^\]\n]+\]\]|(?<![^\s])#[\p{L}\p{N}_/-]*[\p{L}_/-][\p{L}\p{N}_/-]*/gu,
  decoration: (match) => (match[0].startsWith("#") ? TAG : LINK),
});

export const marks = ViewPlugin.fromClass(
  class {
    decorations: DecorationSet;

    constructor(view: EditorView) {
      this.decorations = matcher.createDeco(view);
    }

    update(update: ViewUpdate): void {
      this.decorations = matcher.updateDeco(update, this.decorations);
    }
  },
  { decorations: (plugin) => plugin.decorations },
);
