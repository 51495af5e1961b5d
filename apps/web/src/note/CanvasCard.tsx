/** One card of a canvas: text, a file of the vault, a web address, or a group around others. */
import { Icon } from "@claudeprojects/ui";
import { sectionOf } from "@claudeprojects/ui/markdown";
import clsx from "clsx";
import { Globe } from "lucide-react";
import { type CSSProperties, useMemo } from "react";
import { Link } from "react-router";

import { useGetNoteQuery } from "../api/notes";
import type { Note } from "../api/types";
import { fileIcon } from "../frame/screens";
import { attachmentUrl, nameOf, noteUrl } from "../lib/paths";
import type { CanvasNode } from "./canvas";
import { Rendered } from "./Rendered";

const IMAGE = /\.(png|jpe?g|gif|webp|avif|svg|bmp)$/i;

function place({ x, y, width, height, color }: CanvasNode): CSSProperties {
  return {
    left: x,
    top: y,
    width,
    height,
    ...(color === null
      ? {}
      : { borderColor: color, background: `color-mix(in oklab, ${color} 8%, var(--ground-raised))` }),
  };
}

function Content({ node, note }: { node: CanvasNode; note: Note }) {
  // A card's text has its own links; they resolve by the canvas's.
  const card = useMemo(() => ({ ...note, text: node.content }), [note, node.content]);
  if (node.type === "text") return <Rendered note={card} text={node.content} compact />;
  if (node.type === "link") {
    const safe = /^https?:\/\//i.test(node.content);
    return (
      <a
        href={safe ? node.content : undefined}
        target="_blank"
        rel="noreferrer noopener"
        className="flex items-center gap-2 text-3 break-all text-accent-text"
      >
        <Icon of={Globe} /> {node.content}
      </a>
    );
  }
  return (
    <FileCard
      path={note.links.find((link) => link.target === node.content)?.path ?? node.content}
      subpath={node.subpath}
    />
  );
}

/** So much of a note is drawn on its card, in characters. */
const PREVIEW = 1200;

function FileCard({ path, subpath }: { path: string; subpath: string }) {
  const isNote = /\.md$/i.test(path);
  const { data } = useGetNoteQuery(path, { skip: !isNote });
  const passage = useMemo(() => sectionOf(data?.text ?? "", subpath), [data?.text, subpath]);
  const image = IMAGE.test(path);
  return (
    <div className="flex h-full flex-col gap-2">
      <Link
        to={noteUrl(path)}
        className="flex items-center gap-2 rounded-small text-3 font-medium hover:underline"
      >
        <Icon of={fileIcon(undefined, path)} className="text-muted" />
        <span className="truncate">{nameOf(path).replace(/\.md$/i, "")}</span>
      </Link>
      {image && (
        <img
          src={attachmentUrl(path)}
          alt=""
          draggable={false}
          className="min-h-0 flex-1 rounded-small object-contain"
        />
      )}
      {data && (
        <div inert className="min-h-0 flex-1 overflow-hidden border-t border-hairline pt-2">
          <Rendered note={data} text={passage.text.slice(0, PREVIEW)} firstLine={passage.firstLine} compact />
        </div>
      )}
    </div>
  );
}

export function CanvasCard({ node, note }: { node: CanvasNode; note: Note }) {
  if (node.type === "group") {
    return (
      <section
        aria-label={node.content || "Group"}
        style={place(node)}
        className="absolute rounded-card border-2 border-line bg-fill/40"
      >
        {node.content !== "" && (
          <h2 className="absolute bottom-full mb-1.5 max-w-full truncate text-4 font-semibold text-secondary">
            {node.content}
          </h2>
        )}
      </section>
    );
  }
  return (
    <section
      style={place(node)}
      className={clsx(
        "absolute overflow-hidden rounded-card border-2 border-line bg-raised",
        node.type === "text" ? "px-4 py-3" : "p-4",
      )}
    >
      <Content node={node} note={note} />
    </section>
  );
}
