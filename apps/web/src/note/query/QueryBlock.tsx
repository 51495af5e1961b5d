/** A query block of a note in place: what it finds now, what of it cannot be read, and its source on demand. */
import { ErrorState, Icon, IconButton, Skeleton } from "@claudeprojects/ui";
import { Code, ListTodo } from "lucide-react";
import { useState } from "react";

import { type BlockRequest, useAnswerBlockQuery } from "../../api/blocks";
import { problemOf } from "../../api/problem";
import { foundWords } from "./queries";
import { QueryGroups } from "./QueryGroups";
import { QueryProblems } from "./QueryProblems";

export function QueryBlock({ query }: { query: BlockRequest }) {
  const { data: answer, error, refetch } = useAnswerBlockQuery(query);
  const [source, setSource] = useState(false);
  const readable = answer?.problems.length === 0;
  return (
    <div
      role="group"
      aria-label="Tasks of a query"
      className="query-block my-4 rounded-card border border-hairline font-ui"
    >
      <header className="flex items-center gap-2 border-b border-hairline py-1 pr-1.5 pl-3 text-2 text-muted">
        <Icon of={ListTodo} size={14} />
        <span className="flex-1">{readable ? foundWords(answer) : "Tasks"}</span>
        <IconButton
          icon={Code}
          size="small"
          label={source ? "Hide the query" : "Show the query"}
          pressed={source}
          onClick={() => setSource(!source)}
        />
      </header>
      {source && (
        <pre
          tabIndex={0}
          aria-label="The query"
          className="overflow-x-auto border-b border-hairline bg-fill px-3 py-2 font-code text-2 whitespace-pre-wrap"
        >
          {query.source}
        </pre>
      )}
      {error !== undefined && !answer && (
        <div className="p-2">
          <ErrorState inline problem={problemOf(error)} onRetry={() => void refetch()} />
        </div>
      )}
      {!answer && !error && <Skeleton lines={3} label="Asking for the tasks" />}
      {answer && (readable ? <QueryGroups answer={answer} /> : <QueryProblems problems={answer.problems} />)}
    </div>
  );
}
