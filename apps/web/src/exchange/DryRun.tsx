/** What an import would make and what it could not keep, before anything is written. */
import { Badge, Tabs } from "@claudeprojects/ui";
import { useState } from "react";

import {
  type ImportedFile,
  type ImportLoss,
  type ImportView,
  useGetImportedFilesInfiniteQuery,
  useGetImportLossesInfiniteQuery,
} from "../api/exchange";
import { fileSize } from "../lib/format";
import { PagedList } from "../lib/PagedList";

const ROLES: Record<ImportedFile["role"], string | null> = {
  note: null,
  attachment: "attachment",
  addition: "added to",
};

function FileRow({ file: { path, role, size, renamed } }: { file: ImportedFile }) {
  const word = ROLES[role];
  return (
    <p className="flex items-baseline gap-2 py-1.5 text-3">
      <span dir="auto" className="min-w-0 flex-1 wrap-anywhere">
        {path.replace(/\.md$/, "")}
      </span>
      {renamed && <Badge>renamed</Badge>}
      {word !== null && <Badge>{word}</Badge>}
      <span data-numeric className="text-2 whitespace-nowrap text-muted">
        {fileSize(size)}
      </span>
    </p>
  );
}

function LossRow({ loss: { item, what, why } }: { loss: ImportLoss }) {
  return (
    <p className="py-1.5 text-3 break-words">
      <span dir="auto" className="font-medium wrap-anywhere">
        {item}
      </span>
      : {what}
      <span className="block text-2 text-pretty text-muted">{why}</span>
    </p>
  );
}

function Files({ id }: { id: string }) {
  return (
    <PagedList
      pages={useGetImportedFilesInfiniteQuery(id)}
      keyOf={({ path }) => path}
      reading="Reading what would be made"
      empty={<p className="py-3 text-3 text-muted">Nothing would be made.</p>}
    >
      {(file) => <FileRow file={file} />}
    </PagedList>
  );
}

function Losses({ id }: { id: string }) {
  return (
    <PagedList
      pages={useGetImportLossesInfiniteQuery(id)}
      keyOf={({ item, what }) => `${item} ${what}`}
      reading="Reading what cannot be kept"
      empty={<p className="py-3 text-3 text-muted">Everything can be kept as it is.</p>}
    >
      {(loss) => <LossRow loss={loss} />}
    </PagedList>
  );
}

export function DryRun({ job: { id, lost, counts } }: { job: ImportView }) {
  const [shown, setShown] = useState<"files" | "losses">("files");
  const files = (counts?.notes ?? 0) + (counts?.attachments ?? 0) + (counts?.additions ?? 0);
  return (
    <>
      <Tabs
        label="Dry run"
        className="mt-4 [&>*:first-child]:px-0"
        value={shown}
        onChange={setShown}
        tabs={[
          { value: "files", label: "Files", count: files, content: <Files id={id} /> },
          { value: "losses", label: "Not kept", count: lost, content: <Losses id={id} /> },
        ]}
      />
    </>
  );
}
