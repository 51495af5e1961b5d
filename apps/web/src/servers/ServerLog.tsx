/** The end of a server's log, which grows as it writes. */
import { Dialog, ErrorState, Skeleton } from "@claudeprojects/ui";

import { problemOf } from "../api/problem";
import { useGetServerLogQuery } from "../api/servers";

export function ServerLog({ name, onClose }: { name: string; onClose: () => void }) {
  const { data, error, refetch } = useGetServerLogQuery(name);
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} size="large" title={`Log of ${name}`}>
      {error && !data && <ErrorState inline problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} label="Reading the log" />}
      {data?.length === 0 && <p className="text-3 text-muted">It has written nothing yet.</p>}
      {data && data.length > 0 && (
        <pre
          tabIndex={0}
          role="region"
          aria-label="The log"
          className="font-code text-2 leading-5 break-words whitespace-pre-wrap"
        >
          {data.join("\n")}
        </pre>
      )}
    </Dialog>
  );
}
