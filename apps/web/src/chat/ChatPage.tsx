/** Asking the vault: questions and answers of one chat, every claim with the quotes it rests on. */
import { ErrorState, IconButton, Skeleton } from "@claudeprojects/ui";
import { FileText, MessageSquarePlus } from "lucide-react";
import { useEffect, useRef } from "react";
import { useParams } from "react-router";

import { useGetChatQuery } from "../api/chats";
import { problemOf } from "../api/problem";
import { useGo } from "../app/navigation";
import { useCommands } from "../commands/registry";
import { noteUrl } from "../lib/paths";
import { ChatList } from "./ChatList";
import { Composer } from "./Composer";
import { Answering, MessageView } from "./MessageView";
import { useAsking } from "./useAsking";
import { useBrought } from "./useBrought";

const EXAMPLES = ["What was decided, and why?", "What is late?", "Who is working on what?"];

function Start({ onAsk }: { onAsk: (question: string) => void }) {
  return (
    <div className="pt-[min(16vh,8rem)] text-center">
      <h1 className="text-5 font-semibold tracking-tight">Ask your notes</h1>
      <p className="mx-auto mt-1 max-w-100 text-3 text-pretty text-muted">
        Every claim comes with the lines it rests on. What your notes do not say is not answered.
      </p>
      <ul className="mt-5 flex flex-wrap justify-center gap-2">
        {EXAMPLES.map((example) => (
          <li key={example}>
            <button
              type="button"
              onClick={() => onAsk(example)}
              className="min-h-row rounded-full px-3 text-3 text-secondary shadow-[inset_0_0_0_1px_var(--line)] hover:bg-fill hover:text-text"
            >
              {example}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

export function ChatPage() {
  const path = useParams()["*"] ?? "";
  const go = useGo();
  const chat = path === "" ? null : path;
  const { currentData, error, refetch } = useGetChatQuery(path, { skip: chat === null });
  const data = chat === null ? undefined : currentData;
  const { pending, told, last, busy, ask } = useAsking(chat);
  const field = useRef<HTMLDivElement>(null);
  const foot = useRef<HTMLDivElement>(null);
  const focus = () => field.current?.querySelector("textarea")?.focus();
  const title = data?.title ?? "Ask";

  useEffect(() => {
    document.title = `${title} · ClaudeProjects`;
  }, [title]);
  useEffect(focus, [path]);
  const length = (data?.messages.length ?? 0) + (pending ? 1 : 0);
  useEffect(() => {
    foot.current?.scrollIntoView({ block: "nearest" });
  }, [length, told?.claims.length]);
  useCommands([
    { id: "ask.focus", title: "To the question", group: "This screen", keys: "/", run: focus },
    { id: "ask.new", title: "New chat", group: "This screen", keys: "alt+shift+n", run: () => go("/ask") },
  ]);

  const send = (question: string) => void ask(question);
  useBrought(send);
  return (
    <div className="flex h-full">
      <section aria-label={title} className="flex min-w-0 flex-1 flex-col">
        <div
          tabIndex={0}
          role="region"
          aria-label="Questions and answers"
          className="min-h-0 flex-1 overflow-y-auto focus-visible:-outline-offset-2"
        >
          <div className="mx-auto w-full max-w-190 px-5 pt-5 pb-6 narrow:px-8">
            {data && (
              <header className="mb-5 flex items-start gap-2">
                <h1 dir="auto" className="min-w-0 flex-1 text-5 font-semibold tracking-tight break-words">
                  {data.title}
                </h1>
                <IconButton icon={FileText} label="Open the chat’s note" onClick={() => go(noteUrl(path))} />
                <IconButton
                  icon={MessageSquarePlus}
                  label="New chat"
                  keys="alt+shift+n"
                  onClick={() => go("/ask")}
                />
              </header>
            )}
            {error && !data && chat !== null && (
              <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />
            )}
            {chat !== null && !data && !error && <Skeleton lines={6} label="Reading the chat" />}
            {chat === null && pending === null && <Start onAsk={send} />}
            <ol className="space-y-6">
              {data?.messages.map((message, index) => (
                <li key={index}>
                  <MessageView
                    message={message}
                    answer={index === data.messages.length - 1 && last?.chat === path ? last : null}
                  />
                </li>
              ))}
              {pending && (
                <li>
                  <Answering pending={pending} told={told} onAgain={() => send(pending.question)} />
                </li>
              )}
            </ol>
            {chat === null && pending === null && <ChatList className="mt-12 medium:hidden" current={null} />}
            <div ref={foot} />
          </div>
        </div>
        <div className="mx-auto w-full max-w-190 shrink-0 px-4 pb-4 narrow:px-7">
          <Composer
            frame={field}
            label={chat === null ? "Ask your notes" : "Ask on"}
            busy={busy}
            onAsk={send}
          />
        </div>
      </section>
      <aside
        aria-label="Chats"
        className="hidden w-60 shrink-0 overflow-y-auto border-l border-hairline bg-side px-3 py-4 medium:block"
      >
        <ChatList current={chat} />
      </aside>
    </div>
  );
}
