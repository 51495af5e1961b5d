/** Help for authors of methodologies: what could stand at the cursor, and marks where something is wrong. */
import type { CompletionContext, CompletionResult } from "@codemirror/autocomplete";
import { type Diagnostic, linter, lintKeymap } from "@codemirror/lint";
import type { EditorState, Extension, Text } from "@codemirror/state";
import { keymap } from "@codemirror/view";

import { type MethodologyProblem, methodologiesApi } from "../api/methodologies";
import { store } from "../app/store";

/** So long the text must stand still before it is looked through, in milliseconds. */
const PAUSE = 500;
/** Where the frontmatter says its type, at the latest. */
const HEAD = 2_000;

/** Whether a text is a methodology, by what its frontmatter says. */
export function isMethodology(text: string): boolean {
  const [, front] = /^---[^\S\n]*\n([\s\S]*?)(?:\n---|$)/.exec(text.slice(0, HEAD)) ?? [];
  return /^type:\s*["']?methodology["']?\s*$/m.test(front ?? "");
}

/** Code points before a place of the text: the engine counts in these, the editor in UTF-16 units. */
export function pointsBefore(text: string, place: number): number {
  return Array.from(text.slice(0, place)).length;
}

/** The place of the text that so many code points stand before. */
export function placeAfter(text: string, points: number): number {
  return Array.from(text).slice(0, points).join("").length;
}

/** Completion of a methodology in the file `path`: keys, ids, names of templates and agents, variables. */
export function completeMethodology(path: string) {
  return async (context: CompletionContext): Promise<CompletionResult | null> => {
    const text = context.state.doc.toString();
    if (!isMethodology(text)) return null;
    const request = store.dispatch(
      methodologiesApi.endpoints.completeMethodology.initiate({
        text,
        offset: pointsBefore(text, context.pos),
        path,
      }),
    );
    try {
      const [first, ...rest] = await request.unwrap();
      if (!first) return null;
      const options = [first, ...rest].map(({ text: label, detail }) => ({ label, detail }));
      return { from: placeAfter(text, first.start), options, validFor: /^[\w-]*$/ };
    } catch {
      // Without the engine there is nothing to offer; typing goes on.
      return null;
    } finally {
      request.unsubscribe();
    }
  };
}

/** A problem as a mark: from its column to the end of the line. */
export function markOf(doc: Text, { line, column, text, hint, level, code }: MethodologyProblem): Diagnostic {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  const start = Math.min(from + Math.max(column - 1, 0), to);
  return { from: start, to, severity: level, message: hint === "" ? text : `${text} ${hint}`, source: code };
}

async function problemsOf(state: EditorState, path: string): Promise<Diagnostic[]> {
  const text = state.doc.toString();
  if (!isMethodology(text)) return [];
  const request = store.dispatch(methodologiesApi.endpoints.lintMethodology.initiate({ text, path }));
  try {
    const { problems } = await request.unwrap();
    return problems.filter(({ file }) => file === "").map((problem) => markOf(state.doc, problem));
  } catch {
    return [];
  } finally {
    request.unsubscribe();
  }
}

/** Marks what is wrong in a methodology while it is written; F8 goes from one to the next. */
export function lintMethodology(path: string): Extension {
  return [linter((view) => problemsOf(view.state, path), { delay: PAUSE }), keymap.of(lintKeymap)];
}
