/** A text with its wikilinks and addresses alive. */
import { splitWikilink } from "@claudeprojects/ui/markdown";
import { Fragment } from "react";

import { isAside } from "../../app/navigation";
import { noteUrl } from "../../lib/paths";
import type { Links } from "../useLinks";

const LINK = /(\[\[[^[\]\n]+\]\]|https?:\/\/[^\s<>"]+)/;

/** Whether a text has a link in it. */
export function hasLink(text: string): boolean {
  return LINK.test(text);
}

/** Whether a text is a link and nothing else. */
export function isLink(text: string): boolean {
  return LINK.exec(text)?.[0] === text && text !== "";
}

export function LinkedText({ text, links }: { text: string; links: Links }) {
  return text.split(LINK).map((piece, index) => {
    if (index % 2 === 0) return <Fragment key={index}>{piece}</Fragment>;
    if (piece.startsWith("[[")) return <NoteLink key={index} content={piece.slice(2, -2)} links={links} />;
    return (
      <a
        key={index}
        href={piece}
        target="_blank"
        rel="noopener noreferrer nofollow"
        className="break-all text-accent-text underline-offset-2 hover:underline"
      >
        {piece}
      </a>
    );
  });
}

function NoteLink({ content, links }: { content: string; links: Links }) {
  const { target, subpath, display } = splitWikilink(content);
  const path = links.resolve(target);
  const follow = (event: React.MouseEvent) => {
    event.preventDefault();
    links.open({ target, subpath, path }, { aside: isAside(event) });
  };
  return (
    <a
      href={noteUrl(path ?? target)}
      title={path ?? `${target} does not exist yet`}
      onClick={follow}
      onAuxClick={(event) => event.button === 1 && follow(event)}
      className={
        path === null && target !== ""
          ? "text-secondary underline decoration-dashed underline-offset-2"
          : "text-accent-text underline-offset-2 hover:underline"
      }
    >
      {display ?? `${target}${subpath.split("#").join(" › ")}`}
    </a>
  );
}
