/** This browser has no key to the workspace: how to get one. */
import { Button } from "@claudeprojects/ui";
import { KeyRound } from "lucide-react";

import { Mark } from "./Mark";

export function Unauthorised() {
  return (
    <main className="flex h-dvh items-center justify-center bg-ground p-6">
      <div className="w-full max-w-110">
        <Mark className="mb-5 size-9" />
        <h1 className="text-5 font-semibold text-balance">This browser is not signed in to the workspace</h1>
        <p className="mt-2 text-3 text-secondary">
          Your notes are served on this machine only, and every request needs the workspace’s key. It is
          handed over by the command that opens the workspace:
        </p>
        <pre className="mt-4 overflow-x-auto rounded-card bg-fill px-4 py-3 font-code text-3 select-all">
          claudeprojects open
        </pre>
        <p className="mt-4 text-3 text-muted">
          It opens a page with the key in its address, which this browser then remembers. An address you
          bookmarked without the key leads here.
        </p>
        <Button icon={KeyRound} className="mt-5" onClick={() => window.location.reload()}>
          I have opened it: load again
        </Button>
      </div>
    </main>
  );
}
