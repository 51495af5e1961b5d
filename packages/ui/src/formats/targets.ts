/** Addresses as notes write them: `target#subpath|display`, image sizes, and what leaves the vault. */

export interface Address {
  /** Decoded, without its subpath; `""` is the same note. */
  target: string;
  /** `#Heading#Sub`, `#^block` or `#page=3`, else `""`. */
  subpath: string;
  display: string | null;
}

/** The inside of `[[…]]`; `\|` of tables counts as `|`. */
export function splitWikilink(content: string): Address {
  const bar = content.indexOf("|");
  let address = bar < 0 ? content : content.slice(0, bar);
  if (bar >= 0 && address.endsWith("\\")) address = address.slice(0, -1);
  const hash = address.indexOf("#");
  return {
    target: (hash < 0 ? address : address.slice(0, hash)).trim(),
    subpath: hash < 0 ? "" : address.slice(hash).trimEnd(),
    display: bar < 0 ? null : content.slice(bar + 1).trim(),
  };
}

/** Whether a Markdown target leaves the vault: it has a scheme, or starts with `//`. */
export function isExternal(target: string): boolean {
  return target.startsWith("//") || /^[A-Za-z][A-Za-z0-9+.-]+:/.test(target);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A Markdown destination as target and subpath, percent-encoding undone. */
export function splitTarget(destination: string): Pick<Address, "target" | "subpath"> {
  const hash = destination.indexOf("#");
  if (hash < 0) return { target: decoded(destination), subpath: "" };
  return { target: decoded(destination.slice(0, hash)), subpath: decoded(destination.slice(hash)) };
}

/** `640x480` or `640` as written for an image's display. */
export function imageSize(display: string | null): { width?: number; height?: number } | null {
  const match = /^(\d{1,5})(?:x(\d{1,5}))?$/.exec(display?.split("|").at(-1)?.trim() ?? "");
  if (!match) return null;
  return { width: Number(match[1]), ...(match[2] === undefined ? {} : { height: Number(match[2]) }) };
}

export type Medium = "image" | "audio" | "video" | "pdf" | "canvas" | "note" | "file";

const MEDIA: Record<Exclude<Medium, "file">, RegExp> = {
  image: /\.(?:avif|bmp|gif|jpe?g|png|svg|webp)$/i,
  audio: /\.(?:3gp|flac|m4a|mp3|oga|ogg|opus|wav)$/i,
  video: /\.(?:mkv|mov|mp4|ogv|webm)$/i,
  pdf: /\.pdf$/i,
  canvas: /\.(?:canvas|base)$/i,
  note: /(?:\.md|^[^.]*|\/[^.]*)$/i,
};

/** What an embed of this target shows. A name without a known ending is a note. */
export function mediumOf(path: string): Medium {
  for (const [medium, pattern] of Object.entries(MEDIA)) if (pattern.test(path)) return medium as Medium;
  return /\.[a-z0-9]{1,5}$/i.test(path) ? "file" : "note";
}
