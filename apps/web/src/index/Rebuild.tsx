/** Builds the index anew from the vault, after asking. */
import { Button, ConfirmDialog } from "@claudeprojects/ui";
import { useState } from "react";

import { useSteerIndexMutation } from "../api/workspace";
import { plural } from "../lib/format";

export function Rebuild({ disabled, total }: { disabled: boolean; total: number }) {
  const [asking, setAsking] = useState(false);
  const [steer] = useSteerIndexMutation();
  return (
    <>
      <Button disabled={disabled} onClick={() => setAsking(true)}>
        Rebuild
      </Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title="Rebuild the index from the vault?"
        consequence={`${plural(total, "file")} will be read again. Your notes are not touched; search finds less until it is done.`}
        action="Rebuild"
        onConfirm={() => void steer("rebuild")}
      />
    </>
  );
}
