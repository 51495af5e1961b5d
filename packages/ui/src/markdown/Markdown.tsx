import { memo, useEffect, useId, useMemo, useRef, useState, type ReactNode } from "react";

import { Button } from "../components/Button";
import { EmbedChain, HostContext, type MarkdownHost } from "./context";
import { chunksOf, type Chunk } from "./chunks";
import { elements } from "./elements";
import { chunkOfPlace, scrollToPlace, type Place } from "./places";
import { PropertiesTable, type PropertyValues } from "./PropertiesTable";
import { toReact } from "./react";
import { renderTree } from "./render";
import { frontmatterOf } from "./tree";

export interface MarkdownProps extends MarkdownHost {
  /** The whole note, frontmatter included. */
  text: string;
  /** The properties as the engine read them; given, they are shown above the text. */
  properties?: PropertyValues | undefined;
  propertiesError?: string | null | undefined;
  /** 0-based line on which `text` starts in its file: for passages cut from a note. */
  firstLine?: number;
  /** Where to scroll; a new object scrolls again. */
  place?: Place | null | undefined;
  className?: string | undefined;
}

/** So much is drawn without being asked for, as the person scrolls. */
const UNASKED = 400_000;

/** A note as one reads it: sanitised, linked, alive. Nothing it holds can run, and nothing loads unless allowed. */
export function Markdown(props: MarkdownProps) {
  const { text, properties, propertiesError, firstLine = 0, place, className, ...given } = props;
  const { path, resolve, attachmentUrl, renderEmbed, renderFence } = given;
  const { onOpenLink, onOpenTag, onToggleTask, allowRemote } = given;
  const host = useMemo<MarkdownHost>(
    () => ({
      path,
      resolve,
      attachmentUrl,
      renderEmbed,
      renderFence,
      onOpenLink,
      onOpenTag,
      onToggleTask,
      allowRemote,
    }),
    [
      path,
      resolve,
      attachmentUrl,
      renderEmbed,
      renderFence,
      onOpenLink,
      onOpenTag,
      onToggleTask,
      allowRemote,
    ],
  );
  const frame = useRef<HTMLDivElement>(null);
  const chunks = useMemo(() => {
    const front = frontmatterOf(text);
    return chunksOf(text.slice(front.length), firstLine + front.lines);
  }, [text, firstLine]);
  const [asked, setAsked] = useState({ path, count: 1 });
  const wanted = place ? chunkOfPlace(chunks, place) + 1 : 1;
  const count = Math.min(chunks.length, Math.max(asked.path === path ? asked.count : 1, wanted));
  const more = (by: number) => setAsked({ path, count: count + by });

  useEffect(() => {
    if (place && frame.current) scrollToPlace(frame.current, place);
  }, [place, chunks]);

  return (
    <HostContext value={host}>
      <OwnChain path={path}>
        <div ref={frame} className={`prose ${className ?? ""}`} dir="auto">
          {(properties !== undefined || propertiesError) && (
            <PropertiesTable values={properties ?? {}} error={propertiesError ?? null} />
          )}
          {chunks.slice(0, count).map((chunk, index) => (
            <ChunkView key={index} chunk={chunk} />
          ))}
          {count < chunks.length && <Rest chunks={chunks} count={count} onMore={more} />}
        </div>
      </OwnChain>
    </HostContext>
  );
}

function OwnChain({ path, children }: { path: string; children: ReactNode }) {
  return (
    <EmbedChain.Consumer>
      {(chain) => (chain.length > 0 ? children : <EmbedChain value={[path]}>{children}</EmbedChain>)}
    </EmbedChain.Consumer>
  );
}

/** One stretch of the note. A failure to draw it shows its source: nothing of a note is ever hidden. */
const ChunkView = memo(function ChunkView({ chunk }: { chunk: Chunk }) {
  const prefix = `n${useId().replace(/\W/g, "")}-`;
  const content = useMemo(() => {
    try {
      const tree = renderTree(chunk.text, { firstLine: chunk.firstLine, prefix });
      return toReact(tree, elements);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return <pre className="code-plain">{chunk.text}</pre>;
    }
  }, [chunk, prefix]);
  return <div data-chunk={chunk.firstLine}>{content}</div>;
});

function Rest({
  chunks,
  count,
  onMore,
}: {
  chunks: readonly Chunk[];
  count: number;
  onMore: (by: number) => void;
}) {
  const foot = useRef<HTMLDivElement>(null);
  const drawn = useMemo(
    () => chunks.slice(0, count).reduce((sum, chunk) => sum + chunk.text.length, 0),
    [chunks, count],
  );
  const total = useMemo(() => chunks.reduce((sum, chunk) => sum + chunk.text.length, 0), [chunks]);
  const alone = drawn < UNASKED;
  useEffect(() => {
    if (!alone || !foot.current || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) onMore(1);
      },
      { rootMargin: "1200px" },
    );
    observer.observe(foot.current);
    return () => observer.disconnect();
  });
  const size = (length: number) =>
    length < 1e6 ? `${Math.ceil(length / 1e3).toLocaleString()} KB` : `${(length / 1e6).toFixed(1)} MB`;
  return (
    <div
      ref={foot}
      className="flex flex-wrap items-center gap-3 border-t border-hairline py-6 font-ui text-3 text-muted"
    >
      <span className="flex-1">
        {size(drawn)} of {size(total)} shown.
      </span>
      <Button onClick={() => onMore(10)}>Show the next part</Button>
      {total < 3e6 && <Button onClick={() => onMore(chunks.length)}>Show the rest</Button>}
    </div>
  );
}
