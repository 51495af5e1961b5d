/** What a property's value is, how it is typed, and what it becomes as another kind. */
import type { KnownProperty } from "../../api/types";

/** The kinds a person chooses among, and the two that only show: tags by their name, nested values as they are. */
export type Kind = KnownProperty["kind"] | "nested";
export type Scalar = string | number | boolean | null;
export type Value = Scalar | Scalar[];

/** The kinds in the order they are offered. */
export const CHOICES = ["text", "list", "number", "checkbox", "date", "datetime"] as const;

export const KIND_NAMES: Record<Kind, string> = {
  text: "Text",
  list: "List",
  number: "Number",
  checkbox: "Checkbox",
  date: "Date",
  datetime: "Date and time",
  tags: "Tags",
  nested: "Nested",
};

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/;
const NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i;

export function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === "";
}

/** The kind a value shows by itself; null for an empty one. */
function shownKind(value: unknown): Kind | null {
  if (isEmpty(value)) return null;
  if (typeof value === "boolean") return "checkbox";
  if (typeof value === "number") return "number";
  if (Array.isArray(value)) return value.every(isScalar) ? "list" : "nested";
  if (typeof value !== "string") return "nested";
  if (DATE.test(value)) return "date";
  return MOMENT.test(value) ? "datetime" : "text";
}

/** Whether a field of a kind can hold a value as it is. */
function holds(kind: Kind, value: unknown): boolean {
  if (kind === "list" || kind === "tags") return isScalar(value) || shownKind(value) === "list";
  if (kind === "text") return typeof value === "string" || typeof value === "number";
  return shownKind(value) === kind;
}

/**
 * The field a value is edited in: of the kind the vault gives its name where that can hold it, else of the kind the
 * value shows. `tags` and the other names of a note are what they are.
 */
export function kindOf(name: string, value: unknown, known: Kind | undefined): Kind {
  if (typeof value === "object" && shownKind(value) === "nested") return "nested";
  const key = name.toLowerCase();
  if (key === "tags" || key === "tag") return "tags";
  if (["aliases", "alias", "cssclasses", "cssclass"].includes(key)) return "list";
  if (known !== undefined && (isEmpty(value) || holds(known, value))) return known;
  return shownKind(value) ?? "text";
}

/** A value in words, as its field shows it. */
export function asText(value: unknown): string {
  if (isEmpty(value)) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** The entries of a list; a plain text is one entry, and in tags as many as it has words. */
export function entriesOf(value: unknown, kind: Kind): Scalar[] {
  if (Array.isArray(value)) return value.filter(isScalar);
  if (isEmpty(value) || !isScalar(value)) return [];
  if (kind === "tags" && typeof value === "string")
    return value
      .split(/[,\s]+/)
      .filter(Boolean)
      .map(bare);
  return [value];
}

/** A tag without its `#`. */
function bare(tag: string): string {
  return tag.replace(/^#+/, "");
}

export type Reading = { value: Value } | { error: string };

/** What was typed into a field as the value of its kind, or what is wrong with it. */
export function read(kind: Kind, typed: string): Reading {
  const text = typed.trim();
  if (text === "") return { value: null };
  switch (kind) {
    case "number":
      return readNumber(text);
    case "date":
      return DATE.test(text) ? { value: text } : { error: `“${text}” is not a date: write 2026-01-31.` };
    case "datetime":
      return MOMENT.test(text)
        ? { value: text.length === 16 ? `${text}:00` : text }
        : { error: `“${text}” is not a date and a time: write 2026-01-31T09:30.` };
    case "tags":
      return readTag(text);
    default:
      return { value: typed };
  }
}

function readNumber(text: string): Reading {
  const number = Number(text);
  if (!NUMBER.test(text) || !Number.isFinite(number)) return { error: `“${text}” is not a number.` };
  if (Number.isInteger(number) && !Number.isSafeInteger(number))
    return { error: "That number has more digits than can be kept; make it a text." };
  return { value: number };
}

function readTag(text: string): Reading {
  const tag = bare(text);
  if (!/^[\p{L}\p{N}\p{M}_/-]+$/u.test(tag))
    return { error: `“${tag}” is not a tag: use letters, digits, _, - and /.` };
  return /^[\d]+$/.test(tag) ? { error: "A tag needs more than digits." } : { value: tag };
}

/** What a new property of a kind begins with. */
export function emptyOf(kind: Kind): Value {
  if (kind === "checkbox") return false;
  return kind === "list" || kind === "tags" ? [] : null;
}

/** A value as another kind, or why it cannot become one. */
export function convert(value: unknown, from: Kind, to: Kind): Reading {
  if (to === "list" || to === "tags") return { value: entriesOf(value, from) };
  const entries = entriesOf(value, from);
  if (entries.length > 1) {
    return to === "text"
      ? { value: entries.map(asText).join(", ") }
      : { error: `A list of ${entries.length} is no ${KIND_NAMES[to].toLowerCase()}.` };
  }
  const text = asText(entries[0] ?? null);
  if (to === "checkbox") {
    const yes = ["true", "yes", "1", "x"].includes(text.toLowerCase());
    if (!yes && !["", "false", "no", "0"].includes(text.toLowerCase()))
      return { error: `“${text}” is neither yes nor no.` };
    return { value: yes };
  }
  if (to === "date" && MOMENT.test(text)) return { value: text.slice(0, 10) };
  if (to === "datetime" && DATE.test(text)) return { value: `${text}T00:00:00` };
  return read(to, text);
}

/** What is wrong with the name of a property, in words, or null. `taken` are those of the note. */
export function nameProblem(name: string, taken: readonly string[]): string | null {
  if (name === "") return "A property needs a name.";
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/.test(name)) return "A name is one line of plain text.";
  const same = taken.find((other) => other.toLowerCase() === name.toLowerCase());
  return same === undefined ? null : `This note has a property “${same}” already.`;
}

/** Whether two values are the same. */
export function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}
