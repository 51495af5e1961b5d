/** Tasks across the vault: found, grouped, put on boards, added, and changed; a change shows before it is written. */
import type { components } from "@claudeprojects/types/api";
import { original } from "@reduxjs/toolkit";

import { api, type Tag } from "./api";
import { BY_CURSOR } from "./paging";
import { type CachedTasks, withChange } from "./taskCache";

type Schemas = components["schemas"];
export type WorkItem = Schemas["WorkItem"];
export type WorkStatus = WorkItem["status"];
export type WorkPriority = NonNullable<WorkItem["priority"]>;
export type WorkGroup = Schemas["WorkGroup"];
export type WorkProgress = Schemas["WorkProgress"];
export type WorkColumn = Schemas["WorkColumn"];
export type WorkItemPage = Schemas["WorkItemPage"];
export type TaskVocabulary = Schemas["TaskVocabulary"];
export type TaskDraft = Schemas["Draft"];
export type EditedTasks = Schemas["EditedTasks"];
/** What items are to be; a field that is left out stays as it is. */
export type TaskChanges = Partial<Schemas["TaskChanges"]>;
export type GroupBy = "status" | "priority" | "project" | "sprint" | "note" | "assignee" | "tag" | "due";

export interface TaskQuery {
  q: string;
  sort?: string | undefined;
}

/** What changed tasks make old besides themselves. */
const TOUCHED: Tag[] = ["Tasks", "Note", "Operations"];

const FOUND_PAGE = 200;
/** How many cards of a column are fetched; the rest is a filter away. */
export const COLUMN_LIMIT = 300;
export const GROUP_LIMIT = 200;

export const tasksApi = api.injectEndpoints({
  endpoints: (build) => ({
    findTasks: build.infiniteQuery<WorkItemPage, TaskQuery, string | null>({
      infiniteQueryOptions: BY_CURSOR,
      query: ({ queryArg, pageParam }) => ({
        url: "tasks/find",
        params: { ...queryArg, cursor: pageParam ?? undefined, limit: FOUND_PAGE },
      }),
      providesTags: ["Tasks"],
    }),
    /** The first of what a query finds, for short lists. */
    firstTasks: build.query<WorkItemPage, TaskQuery & { limit: number }>({
      query: (params) => ({ url: "tasks/find", params }),
      providesTags: ["Tasks"],
    }),
    groupTasks: build.query<WorkGroup[], TaskQuery & { by: GroupBy }>({
      query: (params) => ({ url: "tasks/groups", params: { ...params, limit: GROUP_LIMIT } }),
      transformResponse: (answer: Schemas["WorkGroups"]) => answer.groups,
      providesTags: ["Tasks"],
    }),
    getBoard: build.query<WorkColumn[], { q: string; project?: string | undefined }>({
      query: (params) => ({ url: "tasks/board", params: { ...params, limit: COLUMN_LIMIT } }),
      transformResponse: (answer: Schemas["Board"]) => answer.groups,
      providesTags: ["Tasks"],
    }),
    getVocabulary: build.query<TaskVocabulary, undefined>({
      query: () => "tasks/vocabulary",
      providesTags: ["Tasks"],
    }),
    draftTask: build.query<TaskDraft, string>({
      query: (text) => ({ url: "tasks/draft", params: { text } }),
      keepUnusedDataFor: 20,
    }),
    addTasks: build.mutation<EditedTasks, Schemas["NewTasks"]>({
      query: (body) => ({ url: "tasks", method: "POST", body }),
      invalidatesTags: (_result, error) => (error ? [] : TOUCHED),
    }),
    /** Lines go into another note, with what stands below them. */
    moveTasks: build.mutation<EditedTasks, { items: readonly WorkItem[]; note: string }>({
      query: ({ items, note }) => ({
        url: "tasks/move",
        method: "POST",
        body: { items: items.map(({ key, description }) => ({ key, description })), note },
      }),
      invalidatesTags: TOUCHED,
    }),
    editTasks: build.mutation<EditedTasks, { items: readonly WorkItem[]; changes: TaskChanges }>({
      query: ({ items, changes }) => ({
        url: "tasks",
        method: "PATCH",
        body: { items: items.map(({ key, description }) => ({ key, description })), changes },
      }),
      async onQueryStarted({ items, changes }, { dispatch, queryFulfilled, ...store }) {
        const keys = new Set(items.map(({ key }) => key));
        // The plain answer is read, not its draft: hundreds of tasks behind proxies would be felt.
        const show = (draft: CachedTasks) => withChange(original(draft), keys, changes);
        const patches = api.util
          .selectInvalidatedBy(store.getState() as never, ["Tasks"])
          .filter(({ endpointName }) => endpointName in SHOWN)
          .map(({ endpointName, originalArgs }) =>
            dispatch(api.util.updateQueryData(endpointName as never, originalArgs as never, show as never)),
          );
        try {
          await queryFulfilled;
        } catch {
          for (const patch of patches) patch.undo();
        }
      },
      invalidatesTags: TOUCHED,
    }),
  }),
});

/** The answers that show tasks, which a change is shown in at once. */
const SHOWN = { findTasks: true, firstTasks: true, groupTasks: true, getBoard: true };

export const {
  useFindTasksInfiniteQuery,
  useFirstTasksQuery,
  useGroupTasksQuery,
  useGetBoardQuery,
  useGetVocabularyQuery,
  useDraftTaskQuery,
  useAddTasksMutation,
  useEditTasksMutation,
  useMoveTasksMutation,
} = tasksApi;
