/** Failures as the screens see them: a problem document (RFC 9457), whether the engine sent it or never answered. */
import { isRecord } from "../lib/storage";

export interface Problem {
  title: string;
  /** What happened, to which thing. */
  detail: string;
  hint?: string | undefined;
  code: string;
  /** HTTP status; 0 when no answer came. */
  status: number;
  /** The error's own fields: `path`, `mine`, `theirs`, `position` … */
  [field: string]: unknown;
}

/** The problem of an engine that does not answer. */
export const UNREACHABLE: Problem = {
  title: "The engine does not answer",
  status: 0,
  code: "engine_unreachable",
  detail: "Nothing was changed, and what you typed is kept in this browser.",
  hint: "Start it again with “claudeprojects open”; this page reconnects by itself.",
};

const TITLES: Record<string, string> = {
  note_not_found: "There is no such file",
  note_exists: "That name is taken",
  note_conflict: "The file changed meanwhile",
  not_editable: "This file cannot be edited here",
  path_refused: "That path is not allowed",
  query_syntax: "The search cannot be read",
  vault_offline: "The vault’s folder is not reachable",
  undo_refused: "It cannot be undone any more",
  storage_failed: "The disk would not take it",
  setting_invalid: "That value is not allowed",
};

function text(value: unknown, fallback: string): string {
  return typeof value === "string" && value !== "" ? value : fallback;
}

/** Reads a response body as a problem; a body of another shape gives a problem by its status alone. */
export function readProblem(status: number, body: unknown): Problem {
  const fields = isRecord(body) ? body : {};
  const code = text(fields.code, status === 401 ? "unauthorised" : "http_error");
  return {
    ...fields,
    status,
    code,
    title: TITLES[code] ?? text(fields.title, "It did not work"),
    detail: text(fields.detail, `The engine answered with status ${status}.`),
    hint: typeof fields.hint === "string" ? fields.hint : undefined,
  };
}

/** Whether a value is a problem. */
export function isProblem(value: unknown): value is Problem {
  return (
    isRecord(value) && typeof value.code === "string" && typeof value.detail === "string" && "title" in value
  );
}

/** The problem in anything a query or mutation hook calls `error`. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  const detail = isRecord(error)
    ? text(error.message, "Something unexpected happened.")
    : "Something unexpected happened.";
  return { title: "This page failed", status: 0, code: "client_error", detail, hint: "Load the page again." };
}
