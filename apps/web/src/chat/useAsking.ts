/** Asking a question: it is shown at once, its claims as they come, and its chat when it is answered. */
import { announce } from "@claudeprojects/ui";
import { nanoid } from "@reduxjs/toolkit";
import { useState } from "react";

import type { Answer } from "../api/agentTypes";
import { chatsApi, useAskMutation } from "../api/chats";
import { type Problem, problemOf } from "../api/problem";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import { useGo } from "../app/navigation";
import { encodePath } from "../lib/paths";
import { askOver, type Asked } from "../state/asks";

export interface Pending {
  id: string;
  question: string;
  problem: Problem | null;
}

export interface Asking {
  pending: Pending | null;
  /** What has come of it so far. */
  told: Asked | undefined;
  /** The last answer, with how it came about; the chat's note does not keep that. */
  last: Answer | null;
  busy: boolean;
  ask: (question: string) => Promise<void>;
}

export function useAsking(chat: string | null): Asking {
  const dispatch = useAppDispatch();
  const go = useGo();
  const [send] = useAskMutation();
  const [pending, setPending] = useState<Pending | null>(null);
  const [last, setLast] = useState<Answer | null>(null);
  const told = useAppSelector((state) => (pending === null ? undefined : state.asks[pending.id]));

  const ask = async (question: string) => {
    const id = nanoid();
    setPending({ id, question, problem: null });
    const answer = await send({ question, chat, ask_id: id });
    dispatch(askOver(id));
    if (answer.error) {
      setPending({ id, question, problem: problemOf(answer.error) });
      return;
    }
    const path = answer.data.chat;
    if (path !== null && path !== undefined) {
      const request = chatsApi.endpoints.getChat.initiate(path, { forceRefetch: true, subscribe: false });
      await dispatch(request);
      if (path !== chat) go(`/ask/${encodePath(path)}`, { replace: true });
    }
    setLast(answer.data);
    setPending(null);
    announce(answer.data.found ? "The answer is there" : "Not in your notes");
  };
  return { pending, told, last, busy: pending !== null && pending.problem === null, ask };
}
