/**
 * Line ends through the editor, which counts each as one character: a file whose line ends are all alike gets them
 * back as they were; in a mixed file only `\n` separates, so that every `\r` stays where it stands.
 */
import { EditorState, type Extension } from "@codemirror/state";

export interface LineEnds {
  /** What joins the lines of the editor when its text leaves. */
  join: string;
  extension: Extension;
}

export function lineEnds(text: string): LineEnds {
  const kinds = new Set(text.match(/\r\n|\r|\n/g) ?? []);
  if (kinds.size > 1) return { join: "\n", extension: EditorState.lineSeparator.of("\n") };
  const [only = "\n"] = kinds;
  return { join: only, extension: [] };
}

/** The editor's whole text with the file's own line ends. */
export function textOf(state: EditorState, { join }: LineEnds): string {
  return state.doc.sliceString(0, state.doc.length, join);
}
