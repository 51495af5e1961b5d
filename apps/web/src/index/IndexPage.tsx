/** Coverage: exactly what is indexed, what is not and why, how far the embeddings are, and the index's levers. */
import { Button, ErrorState, Progress, Skeleton } from "@claudeprojects/ui";
import { RefreshCw } from "lucide-react";

import { problemOf } from "../api/problem";
import type { Status } from "../api/types";
import { useGetStatusQuery, useSteerIndexMutation } from "../api/workspace";
import { phaseWords } from "../frame/StatusLine";
import { ago, count, plural } from "../lib/format";
import { Page } from "../lib/Page";
import { Embeddings } from "./Embeddings";
import { Rebuild } from "./Rebuild";
import { Skipped } from "./Skipped";

const KINDS: Record<string, string> = {
  note: "Notes",
  canvas: "Canvases",
  base: "Bases",
  pdf: "PDF files",
  image: "Images",
  audio: "Audio",
  video: "Video",
  attachment: "Other files",
};

function Coverage({ status }: { status: Status }) {
  const { total, indexed, skipped, pending, by_kind: kinds } = status.files;
  const rows = Object.entries(kinds).sort((a, b) => b[1] - a[1]);
  return (
    <section aria-labelledby="coverage">
      <h2 id="coverage" className="sr-only">
        Coverage
      </h2>
      <p data-numeric className="text-4 leading-normal">
        <strong className="font-semibold">{count(indexed)}</strong> of {plural(total, "file")} on disk are
        indexed
        {skipped === 0 ? "; none was left out." : `; ${count(skipped)} left out, each with its reason below.`}
        {pending > 0 && ` ${count(pending)} wait to be read.`}
      </p>
      <div aria-hidden className="mt-3 flex h-2 gap-px overflow-hidden rounded-full bg-fill-active">
        <span className="bg-accent" style={{ width: `${total === 0 ? 0 : (indexed / total) * 100}%` }} />
        <span className="bg-warning" style={{ width: `${total === 0 ? 0 : (skipped / total) * 100}%` }} />
      </div>
      <dl data-numeric className="mt-5 grid grid-cols-2 gap-x-8 gap-y-1.5 text-3 narrow:grid-cols-4">
        {rows.map(([kind, number]) => (
          <div key={kind} className="flex items-baseline justify-between gap-2 border-b border-hairline py-1">
            <dt className="text-muted">{KINDS[kind] ?? kind}</dt>
            <dd className="font-medium">{count(number)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

export function IndexPage() {
  const { data: status, error, refetch } = useGetStatusQuery(undefined);
  const [steer] = useSteerIndexMutation();
  if (error && !status) return <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (!status) {
    return (
      <Page title="Index">
        <Skeleton lines={6} label="Reading the state of the index" />
      </Page>
    );
  }
  const { progress } = status;
  return (
    <Page
      title="Index"
      lead={
        status.reconciled_at
          ? `Compared with the disk ${ago(status.reconciled_at)}; changes since then are taken in as they happen.`
          : "Not yet compared with the disk."
      }
      actions={
        <div className="flex gap-2">
          <Button icon={RefreshCw} disabled={progress !== null} onClick={() => void steer("reconcile")}>
            Check against the disk
          </Button>
          <Rebuild disabled={progress !== null} total={status.files.total} />
        </div>
      }
    >
      {status.problem !== null && (
        <div className="mb-6">
          <ErrorState
            inline
            problem={{
              title: "The index does not work",
              detail: status.problem,
              hint: "Your notes are not affected. Rebuild the index; it is made from them.",
            }}
          />
        </div>
      )}
      {progress && (
        <div className="mb-6 rounded-card border border-hairline bg-raised p-4">
          <Progress
            label={phaseWords(progress.phase)}
            done={progress.done}
            total={progress.total}
            unit="files"
            onCancel={() => void steer("cancel")}
          />
        </div>
      )}
      <Coverage status={status} />
      <Skipped status={status} />
      <Embeddings embeddings={status.embeddings} />
    </Page>
  );
}
