/** Why a file is not indexed or not shown, in words, with what to do about it. */

export interface Reason {
  /** In a list of counts. */
  name: string;
  hint: string;
}

const REASONS: Record<string, Reason> = {
  ignored: {
    name: "Ignored",
    hint: "A rule leaves it out: a line in .claudeprojects/ignore, Obsidian’s excluded files, or a folder whose name begins with a dot. Change the rule and it is indexed at once.",
  },
  too_large: {
    name: "Too large",
    hint: "Raise “Largest file” under Index in the settings to index it. The file itself is untouched.",
  },
  unreadable: {
    name: "Unreadable",
    hint: "Check its permissions; the next look at the disk takes it in.",
  },
  not_utf8: {
    name: "Not UTF-8",
    hint: "It is found by its name and never rewritten, so that no byte of it is harmed. Convert it to UTF-8 in an editor that knows its encoding, and it is indexed in full.",
  },
  not_text: {
    name: "Not text",
    hint: "It is found by its name and opened by its own program. The file itself is untouched.",
  },
  read_only: {
    name: "Read-only",
    hint: "Change its permissions on disk to edit it here.",
  },
  protected: {
    name: "Kept from editing",
    hint: "What programs go by is shown and never written as a note. Change it in its own program.",
  },
  symlink: {
    name: "Symbolic links",
    hint: "Links are not followed, so that nothing outside the vault is read or written.",
  },
  bad_name: {
    name: "Names that are not text",
    hint: "Rename it on disk to a name in UTF-8, and it is indexed.",
  },
};

/** The words for a reason code; an unknown code is shown as it is. */
export function reasonWords(code: string): Reason {
  return (
    REASONS[code] ?? {
      name: code === "" ? "Other" : code.replaceAll("_", " "),
      hint: code === "" ? "The file itself is untouched." : code,
    }
  );
}
