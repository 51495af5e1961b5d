import { createContext, useContext, type ReactNode } from "react";

/** A link as followed: what was written and, when it resolves, the file. */
export interface FollowedLink {
  /** As written, decoded, without its subpath; `""` is the same note. */
  target: string;
  /** `#Heading`, `#^block`, `#page=3` or `""`. */
  subpath: string;
  /** The file in the vault, `null` when there is none of that name. */
  path: string | null;
}

/** A note to be shown inside another. */
export interface EmbeddedNote extends FollowedLink {
  path: string;
}

/** A fenced block as it stands in a note. */
export interface FencedBlock {
  /** The first word after the fence. */
  language: string;
  text: string;
}

/** What a note needs of the app around it. */
export interface MarkdownHost {
  /** The note's own path in the vault. */
  path: string;
  /** The file a target names, seen from `path`; `null` when there is none. */
  resolve: (target: string) => string | null;
  /** Where the bytes of a vault file are served. */
  attachmentUrl: (path: string) => string;
  /** Draws another note's content (most often another `Markdown` of the passage that `sectionOf` cuts). */
  renderEmbed?: ((note: EmbeddedNote) => ReactNode) | undefined;
  /** Draws a fenced block that means something to the app, such as a query; null leaves it to be shown as code. */
  renderFence?: ((block: FencedBlock) => ReactNode) | undefined;
  onOpenLink: (link: FollowedLink, how: { aside: boolean }) => void;
  onOpenTag?: ((tag: string) => void) | undefined;
  /** The box of the task on a 0-based line was pressed; `symbol` is what it should hold next. */
  onToggleTask?: ((task: { line: number; symbol: string }) => void) | undefined;
  /** Whether images of other hosts are fetched. */
  allowRemote?: boolean | undefined;
}

export const HostContext = createContext<MarkdownHost | null>(null);

/** The paths from the outermost note to this one: what stops an embed from holding itself. */
export const EmbedChain = createContext<readonly string[]>([]);

export function useHost(): MarkdownHost {
  const host = useContext(HostContext);
  if (!host) throw new Error("A part of Markdown was drawn outside <Markdown>.");
  return host;
}
