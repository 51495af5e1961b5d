/** The chats there are: notes of the vault, the last one first. */
import { Button } from "@claudeprojects/ui";
import { MessageSquarePlus } from "lucide-react";
import { Link } from "react-router";

import { useGetChatsQuery } from "../api/chats";
import { useGo } from "../app/navigation";
import { ago, moment } from "../lib/format";
import { chatTitle, encodePath } from "../lib/paths";

export function ChatList({ current, className }: { current: string | null; className?: string }) {
  const go = useGo();
  const { data: chats = [] } = useGetChatsQuery(undefined);
  return (
    <div className={className}>
      <header className="mb-1 flex h-row items-center gap-2">
        <h2 className="flex-1 px-2 text-2 font-semibold text-secondary">Chats</h2>
        <Button size="small" variant="ghost" icon={MessageSquarePlus} onClick={() => go("/ask")}>
          New
        </Button>
      </header>
      {chats.length === 0 && (
        <p className="px-2 text-2 text-pretty text-muted">
          Each question begins one; it is a note in Chats/.
        </p>
      )}
      <ul>
        {chats.map((chat) => (
          <li key={chat.path}>
            <Link
              to={`/ask/${encodePath(chat.path)}`}
              title={chat.title}
              aria-current={chat.path === current ? "page" : undefined}
              className="block rounded-control px-2 py-1.5 hover:bg-fill aria-[current]:bg-accent-subtle"
            >
              <span dir="auto" className="block truncate text-3">
                {chatTitle(chat.title)}
              </span>
              <time dateTime={chat.modified} title={moment(chat.modified)} className="text-2 text-muted">
                {ago(chat.modified)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
