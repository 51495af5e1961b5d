/** A problem document (RFC 9457) as the engine sends it, or as made here for a failure on the way. */
export interface Problem {
  title: string;
  /** What happened, to which thing. */
  detail?: string | undefined;
  /** What to do next. */
  hint?: string | undefined;
  /** The error's stable name. */
  code?: string | undefined;
  status?: number | undefined;
  type?: string | undefined;
  instance?: string | undefined;
  /** The error's own fields. */
  [field: string]: unknown;
}

const STANDARD = new Set(["title", "detail", "hint", "code", "status", "type", "instance"]);

/** The error's own fields, for the details: everything that is not of the standard's frame. */
export function problemFields(problem: Problem): [name: string, value: string][] {
  return Object.entries(problem)
    .filter(([name, value]) => !STANDARD.has(name) && value !== undefined && value !== null)
    .map(([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)]);
}
