/** An import on its way: being read, ready to be looked at, being written, or over. */
import { Badge, Button, Callout, ErrorState, Progress, Skeleton } from "@claudeprojects/ui";
import type { ReactNode } from "react";

import {
  type ImportView,
  useApplyImportMutation,
  useCancelImportMutation,
  useGetImportQuery,
} from "../api/exchange";
import { problemOf } from "../api/problem";
import { useFileActions } from "../files/useFileActions";
import { plural } from "../lib/format";
import { nameOf } from "../lib/paths";
import { ColumnMapping } from "./ColumnMapping";
import { DryRun } from "./DryRun";
import { bringsNothing, countWords } from "./words";

interface JobProps {
  job: ImportView;
  onLeave: () => void;
}

function Head({ job, children }: { job: ImportView; children: ReactNode }) {
  return (
    <header className="mb-3">
      <h2 className="text-4 font-semibold wrap-anywhere">{nameOf(job.source)}</h2>
      {job.counts && (
        <ul aria-label="What it brings" className="mt-2 flex flex-wrap gap-1.5">
          {countWords(job.counts).map((words) => (
            <li key={words}>
              <Badge>{words}</Badge>
            </li>
          ))}
        </ul>
      )}
      {children}
    </header>
  );
}

function Ready({ job, onLeave }: JobProps) {
  const [apply, { error, isLoading }] = useApplyImportMutation();
  const [cancel] = useCancelImportMutation();
  const nothing = job.counts !== null && bringsNothing(job.counts);
  const already = job.counts?.already ?? 0;
  return (
    <>
      <Head job={job}>
        <p className="mt-2 text-3 text-pretty text-secondary">
          {nothing
            ? "There is nothing new in it, so nothing would be written."
            : `Nothing is written yet. It would go into ${job.folder === "" ? "the vault’s root" : (job.folder ?? "the vault")}, as one change that can be undone.`}
          {already > 0 && ` ${plural(already, "thing")} from an earlier import will be left as they are.`}
        </p>
      </Head>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={isLoading || nothing} onClick={() => void apply(job.id)}>
          Import
        </Button>
        <Button onClick={() => void cancel(job.id).then(onLeave)}>Throw away</Button>
      </div>
      {error && (
        <div className="mt-3">
          <ErrorState inline problem={problemOf(error)} />
        </div>
      )}
      <ColumnMapping id={job.id} heading="h3" />
      <DryRun job={job} />
    </>
  );
}

function Running({ job }: { job: ImportView }) {
  const [cancel] = useCancelImportMutation();
  const writing = job.state === "writing";
  return (
    <>
      <Head job={job}>{null}</Head>
      <Progress
        label={writing ? "Writing the notes" : "Reading the file"}
        done={job.done}
        total={job.total === 0 ? null : job.total}
        onCancel={() => void cancel(job.id)}
      />
      <p className="mt-2 text-2 text-muted">
        {writing ? "Stopping takes back what was written." : "Nothing is written to the vault by reading."}
      </p>
    </>
  );
}

function Done({ job, onLeave }: JobProps) {
  const { undo } = useFileActions();
  const { operation } = job;
  return (
    <>
      <Head job={job}>
        <p className="mt-2 text-3 text-secondary">
          {operation === null
            ? "There was nothing new in it, so nothing was written."
            : `Imported into ${job.folder === "" ? "the vault" : (job.folder ?? "the vault")}.`}
        </p>
      </Head>
      <div className="flex flex-wrap gap-2">
        <Button onClick={onLeave}>Import another</Button>
        {operation !== null && (
          <Button
            variant="ghost"
            onClick={() => void undo(operation).then((failed) => failed === null && onLeave())}
          >
            Undo all of it
          </Button>
        )}
      </div>
      {job.lost > 0 && <DryRun job={job} />}
    </>
  );
}

function Over({ job, onLeave }: JobProps) {
  const [cancel] = useCancelImportMutation();
  const leave = () => (job.state === "failed" ? void cancel(job.id).then(onLeave) : onLeave());
  const cancelled = job.state === "cancelled";
  return (
    <>
      <Callout
        type={cancelled ? "info" : "failure"}
        title={cancelled ? "The import was stopped" : "The import failed"}
      >
        <p>{job.problem ?? "Nothing of it is in the vault."}</p>
        {job.hint !== null && <p>{job.hint}</p>}
      </Callout>
      {!cancelled && <ColumnMapping id={job.id} heading="h2" />}
      <Button className="mt-4" onClick={leave}>
        Choose another file
      </Button>
    </>
  );
}

export function ImportJob({ id, onLeave }: { id: string; onLeave: () => void }) {
  const { currentData: job, error } = useGetImportQuery(id, { refetchOnMountOrArgChange: true });
  if (error && !job) {
    const another = <Button onClick={onLeave}>Choose a file</Button>;
    return <ErrorState inline problem={problemOf(error)} action={another} />;
  }
  if (!job) return <Skeleton lines={4} label="Reading the import" />;
  switch (job.state) {
    case "reading":
    case "writing":
      return <Running job={job} />;
    case "ready":
      return <Ready job={job} onLeave={onLeave} />;
    case "done":
      return <Done job={job} onLeave={onLeave} />;
    case "failed":
    case "cancelled":
      return <Over job={job} onLeave={onLeave} />;
  }
}
