/** Guards that run before the parser: nesting no person wrote must not cost a person's time. */

/** The depth past which inline and block nodes are shown as their source. */
export const MAX_DEPTH = 80;

const MAX_CONTAINERS = 60;
const MAX_INDENT = 240;
const MAX_DECLARATIONS = 40;
const DECLARATION = /(?<!\\)<(?=[!?])/g;
const MARKER = /[ \t]*(?:>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))/y;

/** Where the containers past the allowed depth begin; -1 when there are not as many. */
function excessAt(line: string): number {
  MARKER.lastIndex = 0;
  for (let depth = 0; depth < MAX_CONTAINERS; depth += 1) {
    if (!MARKER.test(line)) return -1;
  }
  return MARKER.lastIndex;
}

/**
 * The same line with its containers (`> - 1.`) cut to 60 levels: the markers beyond are escaped and so shown as they
 * stand. Indentation is cut to what 120 nested lists need, and a line full of HTML declarations is taken as text.
 */
export function tameLine(line: string): string {
  if (line.length < MAX_CONTAINERS) return line;
  const excess = excessAt(line);
  if (excess >= 0) return `${line.slice(0, excess)} \\${line.slice(excess).trimStart()}`;
  const indent = line.length - line.trimStart().length;
  if (indent > MAX_INDENT) return line.slice(indent - MAX_INDENT);
  if (line.split(DECLARATION, MAX_DECLARATIONS + 1).length > MAX_DECLARATIONS)
    return line.replace(DECLARATION, "\\<");
  return line;
}
