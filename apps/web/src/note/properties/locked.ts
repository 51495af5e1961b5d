/** Why the properties of a note are shown and not edited. */
import type { Note } from "../../api/types";

export interface Lock {
  why: string;
  /** The text of the note can be edited, and mends it. */
  inText: boolean;
}

/** Null when they can be edited. `unsaved`: the page shows text that is not on disk. */
export function lockOf(note: Note, unsaved: boolean): Lock | null {
  if (note.properties_error !== null) {
    const why = `The properties cannot be read, so they are not edited here: ${note.properties_error}`;
    return { why, inText: note.editable };
  }
  if (!note.editable) {
    return {
      why: `The properties cannot be edited: ${note.reason ?? "the file is read-only"}.`,
      inText: false,
    };
  }
  if (note.properties_notation === "json") {
    return {
      why: "These properties are written as JSON, which is edited in the text of the note.",
      inText: true,
    };
  }
  if (unsaved)
    return { why: "Save or discard your unsaved text to edit the properties here.", inText: false };
  return null;
}
