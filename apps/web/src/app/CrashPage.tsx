/** A screen that failed: what went wrong, and the way on. The frame and the other screens live. */
import { Button, ErrorState } from "@claudeprojects/ui";
import { useRouteError } from "react-router";

import { problemOf } from "../api/problem";

export function CrashPage({ inside = false }: { inside?: boolean }) {
  const problem = problemOf(useRouteError());
  return (
    <div className={inside ? "h-full" : "h-dvh bg-ground"}>
      <ErrorState
        problem={{
          ...problem,
          title: "This screen failed",
          hint: "Unsaved text is kept in this browser. Load the page again.",
        }}
        action={<Button onClick={() => window.location.reload()}>Load again</Button>}
      />
    </div>
  );
}
