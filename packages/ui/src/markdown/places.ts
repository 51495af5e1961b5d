/** Places in a note: a line, a heading, a block; and scrolling to them. */
import type { Chunk } from "./chunks";

export interface Place {
  /** 0-based line of the file. */
  line?: number | undefined;
  /** `#Heading#Sub` or `#^block`. */
  subpath?: string | undefined;
}

const HEADING = /^ {0,3}#{1,6}[ \t]+(.*?)(?:[ \t]+#+)?[ \t]*$/;

/** Headings compared as links name them: marks, case and the signs a link cannot hold do not count. */
export function headingKey(text: string): string {
  return text
    .replace(/\[\[(?:[^\]|]*\|)?([^\]]*)\]\]/g, "$1")
    .replace(/[*_`~=#^|:\\[\]%]/g, " ")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
}

function partsOf(subpath: string): string[] {
  return subpath.split("#").filter((part) => part !== "");
}

/** The index of the stretch in which a place lies; 0 when it is not found. */
export function chunkOfPlace(chunks: readonly Chunk[], place: Place): number {
  if (place.line !== undefined) {
    const { line } = place;
    const after = chunks.findIndex((chunk) => chunk.firstLine > line);
    return after < 0 ? chunks.length - 1 : Math.max(0, after - 1);
  }
  const parts = partsOf(place.subpath ?? "");
  const block = parts.at(-1)?.startsWith("^") === true ? parts.at(-1) : undefined;
  const key = headingKey(parts.at(-1) ?? "");
  const found = chunks.findIndex((chunk) =>
    block === undefined
      ? chunk.text.split("\n").some((line) => headingKey(HEADING.exec(line)?.[1] ?? "") === key)
      : chunk.text.includes(block),
  );
  return Math.max(0, found);
}

/** The element of a place in what is drawn. */
export function elementOfPlace(frame: ParentNode, place: Place): Element | null {
  if (place.line !== undefined) {
    let best: Element | null = null;
    for (const element of frame.querySelectorAll("[data-line]")) {
      if (Number(element.getAttribute("data-line")) > place.line) break;
      best = element;
    }
    return best;
  }
  const parts = partsOf(place.subpath ?? "");
  const last = parts.at(-1);
  if (last === undefined) return null;
  if (last.startsWith("^")) return frame.querySelector(`[data-block="${CSS.escape(last.slice(1))}"]`);
  const wanted = parts.map(headingKey);
  let at = 0;
  for (const heading of frame.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    if (headingKey(heading.textContent) !== wanted[at]) continue;
    at += 1;
    if (at === wanted.length) return heading;
  }
  return null;
}

/** Scrolls a place into view and marks it for a moment. */
export function scrollToPlace(frame: HTMLElement, place: Place): void {
  const element = elementOfPlace(frame, place);
  if (!element) return;
  element.closest("details:not([open])")?.setAttribute("open", "");
  element.scrollIntoView({ block: place.line === undefined ? "start" : "center" });
  element.classList.remove("just-found");
  // Reading the layout between starts the mark anew when the same place is asked for twice.
  element.getBoundingClientRect();
  element.classList.add("just-found");
}

/** The passage a subpath names, with the line it starts on; the whole text for `""` and for what is not found. */
export function sectionOf(text: string, subpath: string): { text: string; firstLine: number } {
  const whole = { text, firstLine: 0 };
  const parts = partsOf(subpath);
  const last = parts.at(-1);
  if (last === undefined) return whole;
  const lines = text.split("\n");
  return (
    (last.startsWith("^") ? blockOf(lines, last.slice(1)) : headingOf(lines, parts.map(headingKey))) ?? whole
  );
}

function headingOf(
  lines: readonly string[],
  wanted: readonly string[],
): { text: string; firstLine: number } | null {
  let fence: string | null = null;
  let [start, level, at] = [-1, 0, 0];
  for (const [index, line] of lines.entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark !== undefined) fence = fence === null ? mark : mark.startsWith(fence) ? null : fence;
    const match = fence === null ? HEADING.exec(line) : null;
    if (!match) continue;
    const depth = line.trimStart().search(/[^#]/);
    if (start >= 0 && depth <= level) return { text: lines.slice(start, index).join("\n"), firstLine: start };
    if (start < 0 && headingKey(match[1] ?? "") === wanted[at]) {
      at += 1;
      if (at === wanted.length) [start, level] = [index, depth];
    }
  }
  return start < 0 ? null : { text: lines.slice(start).join("\n"), firstLine: start };
}

function blockOf(lines: readonly string[], id: string): { text: string; firstLine: number } | null {
  const own = new RegExp(`(?:^|\\s)\\^${id.replace(/[^\w-]/g, "")}\\s*$`);
  const last = lines.findIndex((line) => own.test(line));
  if (last < 0) return null;
  const alone = lines[last]?.trim() === `^${id}`;
  let end = last;
  if (alone) {
    end = last - 1;
    while (end > 0 && lines[end]?.trim() === "") end -= 1;
  }
  let start = end;
  const item = /^\s*(?:[-*+]|\d+[.)])\s/;
  while (start > 0 && !item.test(lines[start] ?? "") && lines[start - 1]?.trim() !== "") start -= 1;
  return { text: lines.slice(start, end + 1).join("\n"), firstLine: start };
}
