/** Completion of wikilinks (from the engine's suggestions) and of tags. */
import type { Completion, CompletionContext, CompletionResult } from "@codemirror/autocomplete";

import { filesApi } from "../api/files";
import { graphApi } from "../api/graph";
import type { FileSuggestion } from "../api/types";
import { store } from "../app/store";
import { folderOf, nameOf, titleOf } from "../lib/paths";

/** What is written inside the brackets for a suggestion: the shortest name, with the alias where that was found. */
export function linkText({ path, alias, kind }: Pick<FileSuggestion, "path" | "alias" | "kind">): string {
  const name = kind === "note" ? titleOf(path) : nameOf(path);
  return alias ? `${name}|${alias}` : name;
}

function linkOption(suggestion: FileSuggestion): Completion {
  const text = linkText(suggestion);
  return {
    label: suggestion.alias ?? text,
    detail: folderOf(suggestion.path),
    apply: (view, _completion, from, to) => {
      const closed = view.state.sliceDoc(to, to + 2) === "]]";
      const insert = closed ? text : `${text}]]`;
      view.dispatch({
        changes: { from, to, insert },
        selection: { anchor: from + text.length + 2 },
        userEvent: "input.complete",
      });
    },
  };
}

/** After `[[`: files by name, path and alias. */
export async function completeLink(context: CompletionContext): Promise<CompletionResult | null> {
  const typed = context.matchBefore(/\[\[[^[\]|#\n]*/);
  if (!typed) return null;
  const q = typed.text.slice(2);
  const request = store.dispatch(filesApi.endpoints.suggestFiles.initiate({ q, limit: 30 }));
  try {
    const { items } = await request.unwrap();
    return { from: typed.from + 2, options: items.map(linkOption), filter: false };
  } catch {
    // Without the engine there is nothing to offer; typing goes on.
    return null;
  } finally {
    request.unsubscribe();
  }
}

/** After `#`: the vault's tags. */
export async function completeTag(context: CompletionContext): Promise<CompletionResult | null> {
  const typed = context.matchBefore(/(?:^|\s)#[\p{L}\p{N}_/-]+/u);
  if (!typed) return null;
  const request = store.dispatch(graphApi.endpoints.getTags.initiate(undefined));
  try {
    const { items } = await request.unwrap();
    const from = typed.from + typed.text.indexOf("#") + 1;
    return {
      from,
      options: items.map(({ tag, count }) => ({
        label: tag,
        detail: String(count),
        boost: Math.min(99, count),
      })),
      validFor: /^[\p{L}\p{N}_/-]*$/u,
    };
  } catch {
    return null;
  } finally {
    request.unsubscribe();
  }
}
