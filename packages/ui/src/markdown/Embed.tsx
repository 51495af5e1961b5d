import { FileQuestion, FileText, Link2 } from "lucide-react";
import { useContext, useEffect, useRef, useState } from "react";

import { Icon } from "../components/Icon";
import { imageSize, mediumOf } from "../formats/targets";
import { EmbedChain, useHost } from "./context";
import { Missing, VaultImage } from "./Images";

/** Notes inside notes inside notes: past this depth a link stands for the rest. */
const MAX_DEPTH = 4;

export interface EmbedProps {
  target: string;
  subpath: string;
  display: string | null;
}

/** `![[…]]`: an image, a player, a document or another note, by what the target is. */
export function Embed({ target, subpath, display }: EmbedProps) {
  const host = useHost();
  const path = target === "" ? host.path : host.resolve(target);
  const name = target.split("/").at(-1) ?? target;
  if (path === null) return <Missing icon={FileQuestion}>{name} is not in this vault</Missing>;
  switch (mediumOf(path)) {
    case "image": {
      const size = imageSize(display);
      const alt = size === null && display !== null ? display : name;
      return <VaultImage path={path} alt={alt} {...size} />;
    }
    case "audio":
      return (
        <audio
          controls
          preload="metadata"
          src={host.attachmentUrl(path)}
          aria-label={name}
          className="my-3 block w-full max-w-120"
        />
      );
    case "video":
      return (
        <video
          controls
          preload="metadata"
          src={host.attachmentUrl(path) + subpath}
          aria-label={name}
          className="my-3 block max-h-[70vh] w-full rounded-control"
        />
      );
    case "note":
      return <NoteEmbed path={path} target={target} subpath={subpath} title={display} />;
    default:
      return <FileCard path={path} target={target} subpath={subpath} />;
  }
}

function FileCard({ path, target, subpath }: { path: string; target: string; subpath: string }) {
  const host = useHost();
  const page = /^#page=(\d+)/.exec(subpath)?.[1];
  return (
    <button
      type="button"
      onClick={(event) =>
        host.onOpenLink({ target, subpath, path }, { aside: event.metaKey || event.ctrlKey })
      }
      className="my-3 flex w-full max-w-120 items-center gap-3 rounded-card border border-hairline bg-side px-3.5 py-2.5 text-left font-ui text-3 hover:border-line-strong"
    >
      <Icon of={FileText} size={20} className="text-muted" />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium text-text">{path.split("/").at(-1)}</span>
        <span className="block truncate text-2 text-muted">
          {page === undefined ? path : `Page ${page} · ${path}`}
        </span>
      </span>
    </button>
  );
}

function NoteEmbed({
  path,
  target,
  subpath,
  title,
}: {
  path: string;
  target: string;
  subpath: string;
  title: string | null;
}) {
  const host = useHost();
  const chain = useContext(EmbedChain);
  const key = path + subpath;
  const frame = useRef<HTMLDivElement>(null);
  const near = useNear(frame);
  const open = () => host.onOpenLink({ target, subpath, path }, { aside: false });
  const name =
    title ?? `${path.split("/").at(-1)?.replace(/\.md$/i, "") ?? path}${subpath.split("#").join(" › ")}`;
  const link = (text: string) => (
    <button
      type="button"
      onClick={open}
      className="inline-flex items-center gap-1.5 font-ui text-2 text-muted hover:text-text"
    >
      <Icon of={Link2} size={14} />
      {text}
    </button>
  );
  if (chain.includes(key)) return <div className="embed">{link(`${name} embeds itself here`)}</div>;
  if (chain.length > MAX_DEPTH || !host.renderEmbed) return <div className="embed">{link(name)}</div>;
  return (
    <div ref={frame} className="embed" data-embed={key}>
      <div className="embed-title">{link(name)}</div>
      <EmbedChain value={[...chain, key]}>
        {near ? host.renderEmbed({ target, subpath, path }) : <div className="h-16" />}
      </EmbedChain>
    </div>
  );
}

/** True once the element has come near the screen: what is far away is not fetched. */
function useNear(element: React.RefObject<HTMLElement | null>): boolean {
  const [near, setNear] = useState(typeof IntersectionObserver === "undefined");
  useEffect(() => {
    if (near || !element.current) return;
    const observer = new IntersectionObserver(
      (entries) => {
        if (entries.some((entry) => entry.isIntersecting)) setNear(true);
      },
      { rootMargin: "600px" },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [near, element]);
  return near;
}
