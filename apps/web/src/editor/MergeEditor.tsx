/** Merging by hand: the disk's version beside (or under) an editable one, differences marked, arrows to take them over. */
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { yamlFrontmatter } from "@codemirror/lang-yaml";
import { MergeView, unifiedMergeView } from "@codemirror/merge";
import { EditorState } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { minimalSetup } from "codemirror";
import { useEffect, useRef } from "react";

import { useMedia } from "../lib/useMedia";
import { lineEnds, textOf } from "./lines";
import { editorTheme } from "./theme";

export interface MergeEditorProps {
  mine: string;
  theirs: string;
  onChange: (text: string) => void;
}

export default function MergeEditor({ mine, theirs, onChange }: MergeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const beside = useMedia("(width >= 1000px)");
  const start = useRef(mine);
  const tell = useRef(onChange);
  useEffect(() => {
    tell.current = onChange;
    start.current = mine;
  });

  useEffect(() => {
    if (!host.current) return;
    const shared = [
      minimalSetup,
      EditorView.lineWrapping,
      yamlFrontmatter({ content: markdown({ base: markdownLanguage }) }),
      editorTheme,
    ];
    const ends = lineEnds(start.current);
    const mineOnly = [
      ...shared,
      EditorView.contentAttributes.of({ "aria-label": "The merged text", tabindex: "0" }),
      ends.extension,
      EditorView.updateListener.of((update) => {
        if (update.docChanged) tell.current(textOf(update.state, ends));
      }),
    ];
    const doc = start.current;
    if (!beside) {
      const view = new EditorView({
        parent: host.current,
        state: EditorState.create({ doc, extensions: [...mineOnly, unifiedMergeView({ original: theirs })] }),
      });
      return () => view.destroy();
    }
    const readOnly = [
      ...shared,
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ "aria-label": "The version on disk", tabindex: "0" }),
    ];
    const view = new MergeView({
      parent: host.current,
      a: { doc: theirs, extensions: readOnly },
      b: { doc, extensions: mineOnly },
      revertControls: "a-to-b",
      gutter: true,
    });
    return () => view.destroy();
  }, [beside, theirs]);

  return (
    <div className="rounded-card border border-hairline">
      <div className="hidden grid-cols-2 border-b border-hairline px-4 py-1.5 text-2 font-medium text-muted min-[1000px]:grid">
        <span>On disk (theirs)</span>
        <span>Merged: edit here</span>
      </div>
      <div ref={host} />
    </div>
  );
}
