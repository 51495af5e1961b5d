/** Live events: what each one makes old, and the socket that carries them. */
import { type components } from "@claudeprojects/types/api";

import { folderOf } from "../lib/paths";
import { isRecord } from "../lib/storage";
import { type Tag, TAGS } from "./api";
import { staleByRun } from "./runEvents";

type Schemas = components["schemas"];
export type LiveEvent =
  | Schemas["FilesChangedEvent"]
  | Schemas["StatusEvent"]
  | Schemas["OfflineEvent"]
  | Schemas["OnlineEvent"]
  | Schemas["OperationEvent"]
  | Schemas["ResyncEvent"]
  | Schemas["ModelPullEvent"]
  | Schemas["McpServerEvent"]
  | Schemas["ImportEvent"]
  | Schemas["RunEvent"]
  | Schemas["AskEvent"];
export type TagUse = Tag | { type: Tag; id: string };

/** Above this many files a batch (a checkout, a sync) refreshes whole lists instead of naming each file. */
const MANY_FILES = 200;

const LISTS: Tag[] = ["Links", "Graph", "Search", "Suggestions", "Tasks", "Tags", "Methodologies", "Gates"];

/** The cached answers that an event makes old. A status event carries its own answer and makes nothing old. */
export function staleTags(event: LiveEvent): TagUse[] {
  switch (event.type) {
    case "files_changed": {
      const left = new Set(event.renamed.map(([from]) => from));
      const all = new Set([...event.changed, ...event.removed, ...event.renamed.flat()]);
      if (all.size > MANY_FILES) return [...LISTS, "Folder", "Note", "Skipped", "Trash"];
      const folders = new Set(Array.from(all, folderOf));
      // A folder that came or went changes the list above it, too.
      for (const folder of [...folders]) if (folder !== "") folders.add(folderOf(folder));
      return [
        ...LISTS,
        // The screen follows a renamed note; asking for its old path again would only fail.
        ...[...all].filter((id) => !left.has(id)).map((id) => ({ type: "Note" as const, id })),
        ...Array.from(folders, (id) => ({ type: "Folder" as const, id })),
      ];
    }
    case "operation":
      return ["Operations", "Trash"];
    case "offline":
    case "online":
      return ["Workspace", "Status"];
    case "resync":
      return [...TAGS];
    case "status":
      return ["Skipped"];
    // What comes of a question is shown as it comes.
    case "ask":
      return [];
    case "model_pull":
      return ["Pulls"];
    case "import":
      return [{ type: "Imports", id: event.id }];
    case "mcp_server":
      return event.kind === "log" ? [{ type: "ServerLog", id: event.name }] : ["Servers"];
    case "run":
      return staleByRun(event);
  }
}

/** Reads one message of the socket; null when it is not an event this version knows. */
export function readEvent(data: unknown): LiveEvent | null {
  if (typeof data !== "string") return null;
  try {
    const value: unknown = JSON.parse(data);
    const known = [
      "files_changed",
      "status",
      "offline",
      "online",
      "operation",
      "resync",
      "run",
      "ask",
      "model_pull",
      "mcp_server",
      "import",
    ];
    return isRecord(value) && known.includes(String(value.type)) ? (value as unknown as LiveEvent) : null;
  } catch {
    return null;
  }
}

/** How long to wait before the `attempt`-th reconnection (from 0): doubling from 400 ms to 10 s, with some chance. */
export function backoff(attempt: number, chance: number = Math.random()): number {
  return Math.min(10_000, 400 * 2 ** attempt) * (0.75 + chance / 2);
}

export interface LiveHandlers {
  onEvent: (event: LiveEvent) => void;
  onOpen: (again: boolean) => void;
  onLost: () => void;
}

/** Opens the socket and keeps it open until the returned call closes it. */
export function connectLive(handlers: LiveHandlers): () => void {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let opened = false;
  let closed = false;

  const open = () => {
    const address = new URL("/ws", window.location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    socket = new WebSocket(address);
    socket.onopen = () => {
      attempt = 0;
      handlers.onOpen(opened);
      opened = true;
    };
    socket.onmessage = (message: MessageEvent<unknown>) => {
      const event = readEvent(message.data);
      if (event) handlers.onEvent(event);
    };
    socket.onclose = () => {
      if (closed) return;
      handlers.onLost();
      timer = setTimeout(open, backoff(attempt));
      attempt += 1;
    };
  };

  const hurry = () => {
    if (closed || !timer || socket?.readyState !== WebSocket.CLOSED) return;
    clearTimeout(timer);
    attempt = 0;
    open();
  };
  window.addEventListener("online", hurry);
  window.addEventListener("focus", hurry);
  open();
  return () => {
    closed = true;
    clearTimeout(timer);
    window.removeEventListener("online", hurry);
    window.removeEventListener("focus", hurry);
    socket?.close();
  };
}
