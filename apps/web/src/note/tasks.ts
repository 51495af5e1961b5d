/** Task lines in unsaved text; saved notes are changed by the engine, which knows recurrence. */

const TASK = /^([\s\t>]*(?:[-*+]|\d+[.)]) +\[)(.)(\].*)$/s;

/** The text with another status symbol on the task of a 0-based line; unchanged when there is no task. */
export function withSymbol(text: string, line: number, symbol: string): string {
  const lines = text.split("\n");
  const match = TASK.exec(lines[line] ?? "");
  if (!match) return text;
  lines[line] = `${match[1] ?? ""}${symbol}${match[3] ?? ""}`;
  return lines.join("\n");
}
