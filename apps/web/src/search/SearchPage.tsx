/** Search as you type: the field, how it ranks, what it found. The URL carries the query. */
import {
  announce,
  Checkbox,
  ErrorState,
  List,
  listStep,
  SearchInput,
  Segmented,
  Skeleton,
} from "@claudeprojects/ui";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";

import { problemOf } from "../api/problem";
import { useSearchInfiniteQuery } from "../api/search";
import type { SearchHit, SearchMode } from "../api/types";
import { useGo } from "../app/navigation";
import { useCommands } from "../commands/registry";
import { count, plural } from "../lib/format";
import { noteUrl } from "../lib/paths";
import { useDebounced } from "../lib/useDebounced";
import { Hit } from "./Hit";
import { NothingFound } from "./NothingFound";
import { OperatorHelp, OperatorList } from "./OperatorHelp";
import { QueryError } from "./QueryError";
import { useSearchUrl } from "./useSearchUrl";

const MODES: { value: SearchMode; label: string }[] = [
  { value: "hybrid", label: "Hybrid" },
  { value: "keyword", label: "Keyword" },
  { value: "semantic", label: "Semantic" },
];

export function SearchPage() {
  const go = useGo();
  const [state, setState] = useSearchUrl();
  const [text, setText] = useState(state.q);
  const [active, setActive] = useState(0);
  const field = useRef<HTMLDivElement>(null);
  const settled = useDebounced(text, 80);

  // The field leads while one types; the URL leads on back, forward and links from elsewhere.
  const urlQuery = useRef(state.q);
  useEffect(() => {
    if (state.q === urlQuery.current) return;
    urlQuery.current = state.q;
    setText(state.q);
  }, [state.q]);
  useEffect(() => {
    if (settled === urlQuery.current) return;
    urlQuery.current = settled;
    setActive(0);
    setState({ q: settled });
  }, [settled, setState]);
  useEffect(() => {
    document.title = state.q === "" ? "Search · ClaudeProjects" : `${state.q} · Search · ClaudeProjects`;
  }, [state.q]);

  const q = settled.trim();
  const request = { q, mode: state.mode, explain: state.explain };
  const { data, currentData, error, isFetching, hasNextPage, fetchNextPage, refetch } =
    useSearchInfiniteQuery(request, { skip: q === "" });
  const pages = (currentData ?? data)?.pages;
  const hits = useMemo(() => (q === "" ? [] : (pages ?? []).flatMap((page) => page.items)), [pages, q]);
  const first = pages?.[0];
  const problem = error ? problemOf(error) : null;

  useEffect(() => {
    if (currentData) announce(`${plural(currentData.pages[0]?.total ?? 0, "result")} for ${q}`);
  }, [currentData, q]);

  const focus = () => field.current?.querySelector("input")?.focus();
  useEffect(focus, []);
  useCommands([
    { id: "search.focus", title: "To the search field", group: "This screen", keys: "/", run: focus },
  ]);

  const open = (hit: SearchHit, how: { aside: boolean }) => go(noteUrl(hit.path, { line: hit.line }), how);
  const steer = (event: KeyboardEvent) => {
    const hit = hits[active];
    const step = listStep(event.key, active, hits.length);
    if (step !== null) setActive(step);
    else if (event.key === "Enter" && hit) open(hit, { aside: event.metaKey || event.ctrlKey });
    else return;
    event.preventDefault();
  };

  return (
    <section aria-label="Search" className="flex h-full flex-col">
      <div className="mx-auto w-full max-w-200 shrink-0 px-4 pt-5 pb-2">
        <h1 className="sr-only">Search</h1>
        <div ref={field}>
          <SearchInput
            value={text}
            onChange={setText}
            onKeyDown={steer}
            label="Search the vault"
            keys="/"
            aria-describedby="search-note"
            className="[&_input]:h-10 [&_input]:text-4"
          />
        </div>
        <div className="mt-2.5 flex flex-wrap items-center gap-x-4 gap-y-2">
          <Segmented
            label="How to rank"
            value={state.mode}
            options={MODES}
            onChange={(mode) => setState({ mode })}
          />
          <Checkbox
            label="Explain scores"
            checked={state.explain}
            onChange={(explain) => setState({ explain })}
          />
          <OperatorHelp onTry={setText} />
          <p id="search-note" data-numeric className="ml-auto text-2 text-muted">
            {q !== "" && first && !problem
              ? `${first.total === null ? "" : `${plural(first.total, "result")} in `}${count(Math.max(1, Math.round(first.took_ms)))} ms`
              : ""}
          </p>
        </div>
        {first?.notice && q !== "" && !problem && (
          <p className="mt-2 rounded-control bg-warning-subtle px-3 py-1.5 text-2 text-warning-text">
            {first.notice}
          </p>
        )}
      </div>
      <div className="mx-auto min-h-0 w-full max-w-200 flex-1 px-3">
        {q === "" ? (
          <OperatorList onTry={setText} />
        ) : problem?.code === "query_syntax" ? (
          <QueryError query={q} problem={problem} />
        ) : problem ? (
          <ErrorState problem={problem} onRetry={() => void refetch()} />
        ) : hits.length > 0 ? (
          <List
            label="Results"
            items={hits}
            keyOf={(hit) => hit.path}
            activeIndex={active}
            onActiveIndexChange={setActive}
            onOpen={open}
            estimateHeight={84}
            onEndReached={() => hasNextPage && !isFetching && void fetchNextPage()}
            renderItem={(hit) => <Hit hit={hit} />}
          />
        ) : isFetching ? (
          <Skeleton lines={6} label="Searching" />
        ) : (
          <NothingFound query={q} mode={state.mode} onMode={(mode) => setState({ mode })} />
        )}
      </div>
    </section>
  );
}
