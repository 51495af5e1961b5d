/** Vault paths (relative, `/`, as on disk) and the addresses of the screens that show them. */

/** The last part of a path: `a/b.md` → `b.md`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** The folder a path lies in; `""` at the vault's root. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

/** The name without `.md`, the way a note is spoken of; other files keep their extension. */
export function titleOf(path: string): string {
  return nameOf(path).replace(/\.md$/i, "");
}

/** The title of a chat without the day its file is named by. */
export function chatTitle(title: string): string {
  return title.replace(/^\d{4}-\d{2}-\d{2} /, "");
}

/** The extension with its dot, `""` when there is none. */
export function extensionOf(path: string): string {
  return /\.[^./]+$/.exec(nameOf(path))?.[0] ?? "";
}

/** Joins a folder and a name; the root is `""`. */
export function joinPath(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** All folders above a path, nearest last: `a/b/c.md` → `["a", "a/b"]`. */
export function ancestorsOf(path: string): string[] {
  const parts = path.split("/").slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join("/"));
}

/** A path as it stands in a URL: every segment encoded, slashes kept. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** Where a note is shown, optionally at a 0-based line or a heading, optionally in the editor. */
export function noteUrl(
  path: string,
  at: { line?: number | null; heading?: string; edit?: boolean } = {},
): string {
  const query = new URLSearchParams();
  if (at.edit) query.set("mode", "edit");
  if (typeof at.line === "number") query.set("line", String(at.line + 1));
  const search = query.size > 0 ? `?${query.toString()}` : "";
  return `/note/${encodePath(path)}${search}${at.heading ? `#${encodeURIComponent(at.heading)}` : ""}`;
}

/** The note a location's pathname shows, or null on other screens. */
export function pathOfUrl(pathname: string): string | null {
  if (!pathname.startsWith("/note/")) return null;
  try {
    return decodeURIComponent(pathname.slice("/note/".length));
  } catch {
    return pathname.slice("/note/".length);
  }
}

/** Where a project is shown, from one of its sides. */
export function projectUrl(path: string, view?: string): string {
  return `/projects/${encodePath(path)}${view === undefined ? "" : `?view=${view}`}`;
}

/** The project a location's pathname shows, or null on other screens. */
export function projectOfUrl(pathname: string): string | null {
  return pathname.startsWith("/projects/") ? pathOfUrl(pathname.replace("/projects/", "/note/")) : null;
}

/** Where tasks are asked for. */
export function tasksUrl(query: string): string {
  return query === "" ? "/tasks" : `/tasks?${new URLSearchParams({ q: query }).toString()}`;
}

/** Where a task for an agent is written, with what is known of it. */
export function newRunUrl({
  agent,
  prompt,
  notes = [],
}: {
  agent?: string;
  prompt?: string;
  notes?: readonly string[];
}): string {
  const query = new URLSearchParams();
  if (agent !== undefined) query.set("agent", agent);
  if (prompt !== undefined) query.set("prompt", prompt);
  for (const path of notes) query.append("note", path);
  return `/agents?${query.toString()}`;
}

/** The page of an agent. */
export function agentUrl(name: string): string {
  return `/agents/library/${encodeURIComponent(name)}`;
}

/** Where a page that a plugin brings is shown. */
export function panelUrl({ plugin, id }: { plugin: string; id: string }): string {
  return `/agents/panels/${encodeURIComponent(plugin)}/${encodeURIComponent(id)}`;
}

/** Where a search is shown. */
export function searchUrl(query: string, mode?: string): string {
  const parameters = new URLSearchParams({ q: query });
  if (mode) parameters.set("mode", mode);
  return `/search?${parameters.toString()}`;
}

/** The address of a file's own bytes. */
export function attachmentUrl(path: string): string {
  return `/api/v1/attachments/${encodePath(path)}`;
}

/** Why a name cannot be given to a file here, in words, or null when it can. */
export function nameProblem(name: string): string | null {
  const trimmed = name.trim();
  if (trimmed === "") return "A name needs at least one character.";
  if (/[\\/:*?"<>|]/.test(trimmed)) return 'A name cannot hold \\ / : * ? " < > |';
  if (trimmed.startsWith(".")) return "Names that begin with a dot are hidden and not indexed.";
  if (/[. ]$/.test(trimmed)) return "A name cannot end with a dot or a space.";
  return null;
}
