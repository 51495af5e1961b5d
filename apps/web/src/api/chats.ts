/** Questions to the vault, and the chats that keep them as notes. */
import { encodePath } from "../lib/paths";
import type { Answer, Chat, ChatEntry } from "./agentTypes";
import { api } from "./api";

export interface Question {
  question: string;
  /** The chat it belongs to; null begins one. */
  chat: string | null;
  ask_id: string;
}

export const chatsApi = api.injectEndpoints({
  endpoints: (build) => ({
    getChats: build.query<ChatEntry[], undefined>({
      query: () => ({ url: "chats", params: { limit: 200 } }),
      transformResponse: (page: { items: ChatEntry[] }) => page.items,
      providesTags: ["Chats"],
    }),
    getChat: build.query<Chat, string>({
      query: (path) => `chats/${encodePath(path)}`,
      providesTags: (_result, _error, id) => [{ type: "Chat", id }],
    }),
    ask: build.mutation<Answer, Question>({
      query: ({ question, chat, ask_id }) => ({
        url: "ask",
        method: "POST",
        body: { question, ask_id, ...(chat === null ? { keep: true } : { chat }) },
      }),
      invalidatesTags: ["Chats", "Audit"],
    }),
  }),
});

export const { useGetChatsQuery, useGetChatQuery, useAskMutation } = chatsApi;
