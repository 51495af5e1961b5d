/** What may leave this machine, by folder, tag and default; and the log of what did. */
import { ErrorState, Skeleton } from "@claudeprojects/ui";

import { problemOf } from "../api/problem";
import { useGetPrivacyQuery, useSetPrivacyMutation } from "../api/privacy";
import { Page } from "../lib/Page";
import { Audit } from "./Audit";
import { PolicyForm } from "./PolicyForm";

export function PrivacyPage() {
  const { data, error, refetch } = useGetPrivacyQuery(undefined);
  const [set, saving] = useSetPrivacyMutation();
  return (
    <Page
      title="Privacy"
      lead="A private note never leaves this machine: a call that would take it along is refused before a byte is sent."
    >
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={4} label="Reading the rules" />}
      {data?.problem && (
        <p role="alert" className="mb-4 rounded-control bg-warning-subtle px-3 py-2 text-3 text-warning-text">
          The rules cannot be read, so everything is private: {data.problem}
        </p>
      )}
      {data && <PolicyForm policy={data} onSet={(policy) => void set(policy)} />}
      {saving.error && (
        <div className="mt-3">
          <ErrorState inline problem={problemOf(saving.error)} />
        </div>
      )}
      <Audit />
    </Page>
  );
}
