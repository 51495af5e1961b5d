/**
 * Cuts a long note into stretches that are parsed and drawn one by one, so that no note, however long, holds up the
 * page. Cuts stand between blocks where there are any, else between lines, else between words.
 */
import { tameLine } from "./syntax/limits";

export interface Chunk {
  text: string;
  /** 0-based line of its first line in the file. */
  firstLine: number;
}

/** Characters and lines of a stretch: a few dozen milliseconds of work, whatever stands in it. */
export const CHUNK = 20_000;
const LINES = 500;
const FORCED = 2;
const LONGEST_LINE = 16_000;

const FENCE = /^ {0,3}(`{3,}|~{3,})(.*)$/;
const DEFINITION = /^ {0,3}\[([^\]\n]{1,200})\]:/;

/** The stretches of a note without its frontmatter; `firstLine` is the line on which `text` starts in its file. */
export function chunksOf(text: string, firstLine: number, size = CHUNK): Chunk[] {
  const lines = text.split(/\r\n?|\n/).map(tameLine);
  const chunks: Chunk[] = [];
  let start = 0;
  let length = 0;
  let fence: string | null = null;
  let carried = "";
  const cut = (end: number) => {
    const body = lines.slice(start, end).join("\n");
    chunks.push({ text: carried + body, firstLine: firstLine + start - (carried === "" ? 0 : 1) });
    carried = fence === null ? "" : `${fence}\n`;
    start = end;
    length = 0;
  };
  lines.forEach((line, index) => {
    const blank = line.trim() === "";
    const next = lines[index + 1] ?? "";
    if (line.length > LONGEST_LINE && fence === null) {
      if (index > start) cut(index);
      for (const piece of piecesOf(line, size)) chunks.push({ text: piece, firstLine: firstLine + index });
      start = index + 1;
      length = 0;
      return;
    }
    const mark = FENCE.exec(line);
    if (fence === null && mark?.[1]) fence = mark[0];
    else if (fence !== null && mark?.[1] && mark[2]?.trim() === "" && closes(fence, mark[1])) fence = null;
    length += line.length + 1;
    const betweenBlocks = blank && fence === null && /^\S/.test(next) && !next.startsWith(">");
    const full = Math.max(length / size, (index + 1 - start) / LINES);
    if (full >= FORCED || (full >= 1 && betweenBlocks)) cut(index + 1);
  });
  if (start < lines.length || chunks.length === 0) cut(lines.length);
  return withDefinitions(chunks, lines);
}

function closes(opener: string, mark: string): boolean {
  const opened = FENCE.exec(opener)?.[1] ?? "";
  return mark.startsWith(opened);
}

function piecesOf(line: string, size: number): string[] {
  const pieces: string[] = [];
  for (let at = 0; at < line.length;) {
    let end = Math.min(line.length, at + size);
    if (end < line.length) {
      const space = line.lastIndexOf(" ", end);
      if (space > at + size / 2) end = space + 1;
    }
    pieces.push(tameLine(line.slice(at, end)));
    at = end;
  }
  return pieces;
}

/** Gives each stretch the link and footnote definitions it refers to but does not hold. */
function withDefinitions(chunks: Chunk[], lines: readonly string[]): Chunk[] {
  if (chunks.length === 1) return chunks;
  const definitions = new Map<string, string>();
  for (const line of lines) {
    const label = DEFINITION.exec(line)?.[1]?.toLowerCase();
    if (label !== undefined && !definitions.has(label) && definitions.size < 5_000)
      definitions.set(label, line);
  }
  if (definitions.size === 0) return chunks;
  return chunks.map((chunk) => {
    const wanted = new Set<string>();
    for (const match of chunk.text.matchAll(/\[([^[\]\n]{1,200})\]/g)) {
      const label = match[1]?.toLowerCase() ?? "";
      if (definitions.has(label)) wanted.add(label);
    }
    const missing = [...wanted]
      .map((label) => definitions.get(label) ?? "")
      .filter((line) => !chunk.text.includes(line));
    return missing.length === 0 ? chunk : { ...chunk, text: `${chunk.text}\n\n${missing.join("\n")}` };
  });
}
