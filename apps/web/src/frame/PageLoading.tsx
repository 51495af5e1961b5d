/** What stands in the page while a screen's own code is loaded. */
import { Skeleton } from "@claudeprojects/ui";

export function PageLoading() {
  return (
    <div className="mx-auto max-w-(--measure) p-6">
      <Skeleton lines={6} label="Loading the screen" />
    </div>
  );
}
