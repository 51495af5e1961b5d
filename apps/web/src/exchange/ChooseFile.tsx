/** The first step of an import: what it is, where it goes, and the file; reading it writes nothing. */
import { ErrorState, Input, Skeleton } from "@claudeprojects/ui";
import { useState } from "react";

import { useBeginImportMutation, useGetImportFormatsQuery, useSendImportFileMutation } from "../api/exchange";
import { type Problem, problemOf } from "../api/problem";
import { DropFile } from "./DropFile";
import { DETECT, FormatChoice } from "./FormatChoice";

export function ChooseFile({ onBegun }: { onBegun: (id: string) => void }) {
  const { data: formats, error, refetch } = useGetImportFormatsQuery(undefined);
  const [send, sending] = useSendImportFileMutation();
  const [begin, beginning] = useBeginImportMutation();
  const [format, setFormat] = useState(DETECT);
  const [folder, setFolder] = useState("");
  const [problem, setProblem] = useState<Problem | null>(null);
  if (error && !formats) return <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (!formats) return <Skeleton lines={5} label="Reading what can be imported" />;

  const chosen = formats.find(({ name }) => name === format);
  const suffixes = [...new Set((chosen ? [chosen] : formats).flatMap((one) => one.suffixes))];
  const busy = sending.isLoading || beginning.isLoading;
  const read = async (file: File) => {
    setProblem(null);
    const upload = await send(file);
    if (upload.error) {
      setProblem(problemOf(upload.error));
      return;
    }
    const wish = { upload_id: upload.data.upload_id, format: chosen?.name ?? null };
    const begun = await begin({ ...wish, folder: folder.trim() === "" ? null : folder.trim() });
    if (begun.error) setProblem(problemOf(begun.error));
    else onBegun(begun.data.id);
  };
  return (
    <div className="space-y-5">
      <div className="grid gap-4 narrow:grid-cols-2">
        <FormatChoice formats={formats} value={format} onChange={setFormat} />
        <Input
          label="Into the folder"
          placeholder={chosen?.folder ?? "Named after the program"}
          value={folder}
          hint="Notes that are there already are not overwritten."
          onChange={(event) => setFolder(event.target.value)}
        />
      </div>
      <DropFile suffixes={suffixes} disabled={busy} onFile={(file) => void read(file)} />
      {busy && (
        <p role="status" className="text-3 text-muted">
          Sending the file…
        </p>
      )}
      {problem && <ErrorState inline problem={problem} />}
    </div>
  );
}
