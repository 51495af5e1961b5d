/** Tasks in the two notations of the Obsidian Tasks plugin: a checkbox line whose fields stand at its end. */
import { tagsIn } from "./tags";

export interface Task {
  indent: string;
  marker: string;
  symbol: string;
  status: TaskStatus;
  /** The text without its fields; tags stay in it. */
  description: string;
  tags: string[];
  priority: string | null;
  created: string | null;
  scheduled: string | null;
  starts: string | null;
  due: string | null;
  done: string | null;
  cancelled: string | null;
  recurrence: string | null;
  on_completion: string | null;
  id: string | null;
  depends_on: string[];
  block_id: string | null;
}

export type TaskStatus = "TODO" | "IN_PROGRESS" | "ON_HOLD" | "DONE" | "CANCELLED" | "NON_TASK";
export type FieldName = Exclude<
  keyof Task,
  "indent" | "marker" | "symbol" | "status" | "description" | "tags" | "block_id"
>;

const STATUS: Record<string, TaskStatus> = { "/": "IN_PROGRESS", x: "DONE", X: "DONE", "-": "CANCELLED" };
const PRIORITY: Record<string, string> = {
  "🔺": "highest",
  "⏫": "high",
  "🔼": "medium",
  "🔽": "low",
  "⏬": "lowest",
};
const DATES: Record<string, FieldName> = {
  "➕": "created",
  "⏳": "scheduled",
  "⌛": "scheduled",
  "🛫": "starts",
  "📅": "due",
  "📆": "due",
  "🗓": "due",
  "✅": "done",
  "❌": "cancelled",
};
const KEYS: Record<string, FieldName> = {
  created: "created",
  scheduled: "scheduled",
  start: "starts",
  due: "due",
  completion: "done",
  cancelled: "cancelled",
  priority: "priority",
  repeat: "recurrence",
  onCompletion: "on_completion",
  id: "id",
  dependsOn: "depends_on",
};

const ID = "[a-zA-Z0-9_-]+";
const IDS = `${ID}(?: *, *${ID})*`;
const DATE = "\\d{4}-\\d{2}-\\d{2}";
const FIELD_SOURCE = [
  "(?<priority>[🔺⏫🔼🔽⏬])",
  `(?<emoji>[➕⏳⌛🛫📅📆🗓✅❌])\\ufe0f? *(?<date>${DATE})`,
  "🔁\\ufe0f? *(?<recurrence>[a-zA-Z0-9, !]+)",
  "🏁\\ufe0f? *(?<on_completion>[Kk][Ee][Ee][Pp]|[Dd][Ee][Ll][Ee][Tt][Ee])",
  `🆔\\ufe0f? *(?<id>${ID})`,
  `⛔\\ufe0f? *(?<depends_on>${IDS})`,
  "(?<open>[[(]) *(?:" +
    `(?<dateKey>created|scheduled|start|due|completion|cancelled):: *(?<keyDate>${DATE})` +
    "|(?<priorityKey>priority):: *(?<keyPriority>lowest|low|medium|highest|high)" +
    "|(?<repeatKey>repeat):: *(?<keyRepeat>[a-zA-Z0-9, !]+)" +
    "|(?<completionKey>onCompletion):: *(?<keyCompletion>[Kk][Ee][Ee][Pp]|[Dd][Ee][Ll][Ee][Tt][Ee])" +
    `|(?<idKey>id):: *(?<keyId>${ID})` +
    `|(?<dependsKey>dependsOn):: *(?<keyDepends>${IDS})` +
    ") *(?<close>[\\])])(?: *,)?",
].join("|");
const LAST_FIELD = new RegExp(`(?:${FIELD_SOURCE})\\ufe0f?$`, "u");
const ANY_FIELD = new RegExp(`(?:${FIELD_SOURCE})\\ufe0f?`, "gu");
const LINE = /^([\s>]*)([-*+]|[0-9]+[.)]) +\[(.)\] *(.*)$/u;
const BLOCK_ID = / \^([a-zA-Z0-9-]+)$/;
const LAST_TAG = /(?:^|\s)#[^ !@#$%^&*(),.?":{}|<>]+$/u;
const ROUNDS = 20;
const TAIL = 2_000;

export interface TaskField {
  name: FieldName;
  value: string;
}

/** The status a checkbox symbol stands for; an unknown symbol reads as TODO. */
export function statusOf(symbol: string): TaskStatus {
  return Object.hasOwn(STATUS, symbol) ? (STATUS[symbol] ?? "TODO") : "TODO";
}

function readField(match: RegExpMatchArray): TaskField | null {
  const groups = match.groups ?? {};
  if (groups.close !== undefined && (groups.open === "[") !== (groups.close === "]")) return null;
  if (groups.priority !== undefined) return { name: "priority", value: PRIORITY[groups.priority] ?? "" };
  if (groups.emoji !== undefined) return { name: DATES[groups.emoji] ?? "due", value: groups.date ?? "" };
  for (const name of ["recurrence", "on_completion", "id", "depends_on"] as const) {
    const value = groups[name];
    if (value !== undefined)
      return { name, value: name === "on_completion" ? value.toLowerCase() : value.trim() };
  }
  const pick = (...names: string[]) => names.map((name) => groups[name]).find((value) => value !== undefined);
  const key = pick("dateKey", "priorityKey", "repeatKey", "completionKey", "idKey", "dependsKey");
  const value = pick("keyDate", "keyPriority", "keyRepeat", "keyCompletion", "keyId", "keyDepends");
  const name = key === undefined ? undefined : KEYS[key];
  if (name === undefined || value === undefined) return null;
  return { name, value: name === "on_completion" ? value.toLowerCase() : value.trim() };
}

/** Every field in a stretch of text with where it stands: for drawing them as chips. */
export function fieldsIn(text: string): (TaskField & { start: number; end: number })[] {
  return [...text.matchAll(ANY_FIELD)].flatMap((match) => {
    const field = readField(match);
    return field ? [{ ...field, start: match.index, end: match.index + match[0].length }] : [];
  });
}

/** Takes the fields off the end of a task's text; tags between them go back to the end of the description. */
export function splitFields(body: string): {
  description: string;
  fields: Partial<Record<FieldName, string>>;
} {
  const fields: Partial<Record<FieldName, string>> = {};
  const tags: string[] = [];
  const head = body.length > TAIL ? body.slice(0, -TAIL) : "";
  let tail = body.slice(head.length);
  for (let round = 0; round < ROUNDS; round += 1) {
    const { length } = tail;
    for (let match = LAST_FIELD.exec(tail); match; match = LAST_FIELD.exec(tail)) {
      const field = readField(match);
      if (!field) break;
      fields[field.name] = field.value;
      tail = tail.slice(0, match.index).trimEnd();
    }
    const tag = LAST_TAG.exec(tail);
    if (tag) {
      tags.unshift(tag[0].trim());
      tail = tail.slice(0, tag.index).trimEnd();
    }
    if (tail.length === length) break;
  }
  return { description: [head + tail, ...tags].filter((piece) => piece !== "").join(" "), fields };
}

/** One line of a note as a task; `null` when it is none. */
export function parseTask(line: string): Task | null {
  const match = LINE.exec(line);
  if (!match) return null;
  const [, indent = "", marker = "", symbol = " ", rest = ""] = match;
  const block = BLOCK_ID.exec(rest.trim());
  const body = block ? rest.trim().slice(0, block.index).trim() : rest.trim();
  const { description, fields } = splitFields(body);
  return {
    indent,
    marker,
    symbol,
    status: statusOf(symbol),
    description,
    tags: tagsIn(description).map((tag) => tag.name),
    priority: fields.priority ?? null,
    created: fields.created ?? null,
    scheduled: fields.scheduled ?? null,
    starts: fields.starts ?? null,
    due: fields.due ?? null,
    done: fields.done ?? null,
    cancelled: fields.cancelled ?? null,
    recurrence: fields.recurrence ?? null,
    on_completion: fields.on_completion ?? null,
    id: fields.id ?? null,
    depends_on: fields.depends_on?.split(",").map((name) => name.trim()) ?? [],
    block_id: block?.[1] ?? null,
  };
}
