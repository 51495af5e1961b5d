/** Why the properties below are shown and not edited, and the way to mend that. */
import { Button, Icon } from "@claudeprojects/ui";
import { Lock as LockIcon } from "lucide-react";
import { useSearchParams } from "react-router";

import type { Lock } from "./locked";

export function LockedNotice({ lock }: { lock: Lock }) {
  const [, setParameters] = useSearchParams();
  return (
    <div
      role="note"
      className="mb-3 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control bg-sunken px-3 py-2 font-ui text-3 text-secondary"
    >
      <Icon of={LockIcon} size={14} className="text-muted" />
      <p className="min-w-52 flex-1">{lock.why}</p>
      {lock.inText && (
        <Button
          size="small"
          onClick={() =>
            setParameters((now) => {
              const next = new URLSearchParams(now);
              next.set("mode", "edit");
              return next;
            })
          }
        >
          Edit the text
        </Button>
      )}
    </div>
  );
}
