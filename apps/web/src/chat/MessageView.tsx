/** One message of a chat, and the one that is just being answered. */
import { ErrorState } from "@claudeprojects/ui";
import { Link } from "react-router";

import type { Answer, ChatMessage } from "../api/agentTypes";
import { plural } from "../lib/format";
import { searchUrl } from "../lib/paths";
import { AgentText } from "../runs/AgentText";
import type { Asked } from "../state/asks";
import { Claims } from "./Claims";
import { HowAnswered } from "./HowAnswered";
import type { Pending } from "./useAsking";

function Question({ text }: { text: string }) {
  return (
    <div className="flex justify-end">
      <p
        dir="auto"
        className="max-w-[85%] rounded-card bg-fill px-4 py-2.5 text-3 break-words whitespace-pre-wrap"
      >
        {text}
      </p>
    </div>
  );
}

function Notice({ children }: { children: string }) {
  return (
    <p className="mb-3 rounded-control bg-fill px-3 py-1.5 text-2 text-pretty text-secondary">{children}</p>
  );
}

/** `answer` is what the note of the chat does not keep: how it came about. */
export function MessageView({ message, answer }: { message: ChatMessage; answer: Answer | null }) {
  if (message.role === "user") return <Question text={message.text} />;
  return (
    <article aria-label="Answer">
      {message.notice !== null && <Notice>{message.notice}</Notice>}
      {message.claims.length > 0 ? <Claims claims={message.claims} /> : <AgentText text={message.text} />}
      {answer && !answer.found && (
        <p className="mt-1 text-3 text-muted">
          <Link to={searchUrl(answer.question)} className="rounded-small text-accent-text hover:underline">
            Search for these words
          </Link>
          , or ask in other words.
        </p>
      )}
      {answer && <HowAnswered answer={answer} />}
    </article>
  );
}

export interface AnsweringProps {
  pending: Pending;
  told: Asked | undefined;
  onAgain: () => void;
}

export function Answering({ pending, told, onAgain }: AnsweringProps) {
  return (
    <div className="space-y-6">
      <Question text={pending.question} />
      {pending.problem ? (
        <ErrorState inline problem={pending.problem} onRetry={onAgain} />
      ) : (
        <div aria-busy>
          {told && told.claims.length > 0 && <Claims claims={told.claims} />}
          <p role="status" className="mt-3 flex items-center gap-2 text-3 text-muted">
            <span aria-hidden className="size-1.5 rounded-full bg-accent motion-safe:animate-pulse" />
            {told === undefined || told.passages === null
              ? "Looking through your notes"
              : `Reading ${plural(told.passages, "passage")}`}
          </p>
        </div>
      )}
    </div>
  );
}
