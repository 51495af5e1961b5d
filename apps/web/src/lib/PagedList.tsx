/** A list that is read page by page: grey lines until the first is there, its rows, and the way to more. */
import { Button, ErrorState, Skeleton } from "@claudeprojects/ui";
import type { ReactNode } from "react";

import { problemOf } from "../api/problem";

/** What is needed of an infinite query. */
export interface Pages<Item> {
  data?: { pages: readonly { items: readonly Item[] }[] } | undefined;
  error?: unknown;
  hasNextPage: boolean;
  isFetching: boolean;
  refetch: () => unknown;
  fetchNextPage: () => unknown;
}

export interface PagedListProps<Item> {
  pages: Pages<Item>;
  keyOf: (item: Item) => string | number;
  /** Said while the first page is read: "Reading the runs". */
  reading: string;
  /** In its place when there is nothing. */
  empty: ReactNode;
  children: (item: Item) => ReactNode;
}

export function PagedList<Item>({ pages, keyOf, reading, empty, children }: PagedListProps<Item>) {
  const { data, error, hasNextPage, isFetching, refetch, fetchNextPage } = pages;
  if (!data) {
    if (error === undefined) return <Skeleton lines={5} label={reading} />;
    return <ErrorState inline problem={problemOf(error)} onRetry={() => void refetch()} />;
  }
  const items = data.pages.flatMap((page) => page.items);
  if (items.length === 0) return empty;
  return (
    <>
      <ul>
        {items.map((item) => (
          <li key={keyOf(item)} className="border-b border-hairline last:border-b-0">
            {children(item)}
          </li>
        ))}
      </ul>
      {hasNextPage && (
        <Button className="mt-4" disabled={isFetching} onClick={() => void fetchNextPage()}>
          Show more
        </Button>
      )}
    </>
  );
}
