/** Where a project stands in its methodology: its phases as steps, and what the gate of each asks. */
import { ErrorState, Skeleton } from "@claudeprojects/ui";
import { useState } from "react";
import { Link } from "react-router";

import { useGetGatesQuery, useGetMethodologyQuery } from "../api/methodologies";
import { problemOf } from "../api/problem";
import type { Project } from "../api/projects";
import { Changes } from "../methodologies/gate/Changes";
import { PhaseStep } from "../methodologies/gate/PhaseStep";
import { methodologyUrl } from "../methodologies/urls";
import { Heading } from "./Heading";
import { nameWords } from "./words";

function Guided({ path }: { path: string }) {
  const { currentData: guided, error, refetch } = useGetGatesQuery(path);
  const [chosen, setChosen] = useState<string | null | undefined>();
  if (error && !guided)
    return <ErrorState inline problem={problemOf(error)} onRetry={() => void refetch()} />;
  if (!guided) return <Skeleton lines={4} label="Reading the gates" />;
  const here = guided.status === "done" ? null : guided.phase;
  const open = chosen === undefined ? here : chosen;
  return (
    <>
      <ol aria-label="Phases">
        {guided.gates.map((gate, index) => (
          <PhaseStep
            key={gate.phase}
            gate={gate}
            project={guided}
            number={index + 1}
            last={index === guided.gates.length - 1}
            open={gate.phase === open}
            onToggle={() => setChosen(gate.phase === open ? null : gate.phase)}
          />
        ))}
      </ol>
      <Changes project={path} />
    </>
  );
}

export function PhasePanel({ project: { methodology, path } }: { project: Project }) {
  const { data } = useGetMethodologyQuery(methodology ?? "", { skip: methodology === null });
  if (methodology === null) return null;
  const name = (
    <Link to={methodologyUrl(methodology)} className="rounded-small text-accent-text hover:underline">
      {data?.title ?? nameWords(methodology)}
    </Link>
  );
  return (
    <section aria-label="Phases and gates">
      <Heading aside={name}>Phases</Heading>
      <Guided path={path} />
    </section>
  );
}
