/** The plain editor: CodeMirror over the note's own text, every byte of it in sight. */
import {
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  completionKeymap,
} from "@codemirror/autocomplete";
import { markdown, markdownLanguage } from "@codemirror/lang-markdown";
import { yamlFrontmatter } from "@codemirror/lang-yaml";
import { EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { minimalSetup } from "codemirror";
import { useEffect, useRef } from "react";

import { completeLink, completeTag } from "./completions";
import { type LineEnds, lineEnds, textOf } from "./lines";
import { marks } from "./marks";
import { completeMethodology, lintMethodology } from "./methodology";
import { editorTheme } from "./theme";

export interface CodeEditorProps {
  label: string;
  /** The file that is edited. */
  path: string;
  text: string;
  markdown: boolean;
  /** The 0-based line to begin at. */
  line: number | null;
  onChange: (text: string) => void;
  onSave: () => void;
}

/** Typing is told to the store once it pauses this long, in milliseconds; leaving tells it at once. */
const PAUSE = 120;

interface Callbacks {
  onChange: (text: string) => void;
  onSave: () => void;
}

function extensions(
  { label, path, markdown: isMarkdown }: Pick<CodeEditorProps, "label" | "path" | "markdown">,
  changed: () => void,
  save: () => void,
) {
  return [
    minimalSetup,
    keymap.of([
      {
        key: "Mod-s",
        preventDefault: true,
        run: () => {
          save();
          return true;
        },
      },
      ...closeBracketsKeymap,
      ...completionKeymap,
    ]),
    closeBrackets(),
    EditorView.lineWrapping,
    EditorView.contentAttributes.of({ "aria-label": label, spellcheck: "true", tabindex: "0" }),
    EditorView.updateListener.of((update) => {
      if (update.docChanged) changed();
    }),
    isMarkdown
      ? [
          yamlFrontmatter({ content: markdown({ base: markdownLanguage }) }),
          marks,
          autocompletion({
            override: [completeLink, completeTag, completeMethodology(path)],
            icons: false,
          }),
          lintMethodology(path),
        ]
      : [],
    editorTheme,
  ];
}

export default function CodeEditor({
  label,
  path,
  text,
  markdown: isMarkdown,
  line,
  onChange,
  onSave,
}: CodeEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const known = useRef(text);
  const joined = useRef<LineEnds | null>(null);
  const latest = useRef<Callbacks>({ onChange, onSave });
  const first = useRef({ text, line });
  useEffect(() => {
    latest.current = { onChange, onSave };
  });

  useEffect(() => {
    if (!host.current) return;
    const ends = lineEnds(first.current.text);
    joined.current = ends;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = () => {
      clearTimeout(timer);
      timer = undefined;
      const now = textOf(editor.state, ends);
      if (now === known.current) return;
      known.current = now;
      latest.current.onChange(now);
    };
    const changed = () => {
      timer ??= setTimeout(tell, PAUSE);
    };
    const save = () => {
      tell();
      latest.current.onSave();
    };
    const editor = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current.text,
        extensions: [extensions({ label, path, markdown: isMarkdown }, changed, save), ends.extension],
      }),
    });
    view.current = editor;
    editor.focus();
    const at = first.current.line;
    if (at !== null && at < editor.state.doc.lines) {
      const position = editor.state.doc.line(at + 1).from;
      editor.dispatch({
        selection: { anchor: position },
        effects: EditorView.scrollIntoView(position, { y: "center" }),
      });
    }
    window.addEventListener("pagehide", tell, { capture: true });
    return () => {
      window.removeEventListener("pagehide", tell, { capture: true });
      if (timer !== undefined) tell();
      editor.destroy();
      view.current = null;
    };
  }, [isMarkdown, label, path]);

  useEffect(() => {
    const editor = view.current;
    if (!editor || text === known.current) return;
    // The text changed outside this editor (a live refresh, a settled conflict): take it in, keep the place.
    known.current = text;
    const { anchor } = editor.state.selection.main;
    editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text } });
    editor.dispatch({ selection: { anchor: Math.min(anchor, editor.state.doc.length) } });
    if (joined.current) known.current = textOf(editor.state, joined.current);
  }, [text]);

  return <div ref={host} className="h-full min-h-0 bg-ground" />;
}
