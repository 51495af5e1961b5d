/** What imports bring, as people read it. */
import type { ImportCounts, ImportView } from "../api/exchange";
import { fileSize, plural } from "../lib/format";

/** The parts of an import that are there, largest first: `["128 notes", "40 attachments"]`. */
export function countWords(counts: ImportCounts): string[] {
  const parts: [number, string][] = [
    [counts.notes, plural(counts.notes, "note")],
    [counts.attachments, plural(counts.attachments, "attachment")],
    [counts.additions, `${plural(counts.additions, "note")} added to`],
    [counts.tasks, plural(counts.tasks, "task")],
    [counts.links, plural(counts.links, "link")],
    [counts.renamed, `${plural(counts.renamed, "file")} renamed`],
  ];
  const words = parts.filter(([value]) => value > 0).map(([, text]) => text);
  return counts.bytes > 0 ? [...words, fileSize(counts.bytes)] : words;
}

/** Whether an import would change anything. */
export function bringsNothing({ notes, attachments, additions }: ImportCounts): boolean {
  return notes + attachments + additions === 0;
}

export function isRunning({ state }: ImportView): boolean {
  return state === "reading" || state === "writing";
}
