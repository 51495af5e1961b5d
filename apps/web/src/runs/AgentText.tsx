/** What a model wrote, as one reads it; links lead to the notes it was given. */
import { Markdown } from "@claudeprojects/ui/markdown";
import { useCallback, useMemo } from "react";

import { useGo } from "../app/navigation";
import { attachmentUrl, nameOf, noteUrl, searchUrl, titleOf } from "../lib/paths";

export interface AgentTextProps {
  text: string;
  /** Notes that links may name. */
  paths?: readonly string[];
}

const NONE: readonly string[] = [];

/** The path a link names: whole, without its extension, or by the file's name alone. */
export function pathNamed(target: string, paths: readonly string[]): string | null {
  const wanted = target.toLowerCase();
  const fits = (path: string) =>
    [path, path.replace(/\.md$/i, ""), nameOf(path), titleOf(path)].some(
      (name) => name.toLowerCase() === wanted,
    );
  return paths.find(fits) ?? null;
}

export function AgentText({ text, paths = NONE }: AgentTextProps) {
  const go = useGo();
  const resolve = useCallback((target: string) => pathNamed(target, paths), [paths]);
  const host = useMemo(
    () => ({
      open: (target: string, path: string | null, heading: string, aside: boolean) =>
        go(path === null ? searchUrl(target) : noteUrl(path, heading === "" ? {} : { heading }), { aside }),
    }),
    [go],
  );
  return (
    <Markdown
      path=""
      text={text}
      className="compact"
      resolve={resolve}
      attachmentUrl={attachmentUrl}
      onOpenLink={({ target, subpath, path }, { aside }) =>
        host.open(target, path, subpath.replace(/^#/, ""), aside)
      }
    />
  );
}
