/** How an answer came about: what was read for it and what was left out, and what the model said that no note holds. */
import { Badge } from "@claudeprojects/ui";
import { Link } from "react-router";

import type { Answer, Passage } from "../api/agentTypes";
import { duration, modelName } from "../lib/amounts";
import { plural } from "../lib/format";
import { noteUrl, titleOf } from "../lib/paths";

function PassageRow({ passage }: { passage: Passage }) {
  const name = passage.path === null ? passage.title : titleOf(passage.path);
  return (
    <li
      className={`border-b border-hairline py-1.5 text-2 last:border-b-0 ${passage.kept ? "" : "text-muted"}`}
    >
      <p className="flex flex-wrap items-center gap-x-2">
        {passage.path === null ? (
          name
        ) : (
          <Link
            to={noteUrl(passage.path, { line: passage.line })}
            className="rounded-small font-medium text-accent-text hover:underline"
          >
            {name}
            {passage.heading !== null && ` › ${passage.heading}`}
          </Link>
        )}
        {!passage.kept && <Badge>left out</Badge>}
        {passage.privacy !== "open" && <Badge tone="warning">{passage.privacy}</Badge>}
      </p>
      <p className="text-muted">{passage.why}</p>
    </li>
  );
}

export function HowAnswered({ answer }: { answer: Answer }) {
  const read = (answer.read ?? []).filter((passage) => passage.kept);
  return (
    <details className="mt-2 text-2 text-muted">
      <summary className="w-fit rounded-small py-0.5 select-none hover:text-text">
        {plural(read.length, "passage")} read, {duration(answer.took_ms / 1000)}
        {answer.model !== null && `, ${modelName(answer.model)}`}
        {answer.dropped.length > 0 && `, ${plural(answer.dropped.length, "claim")} dropped`}
      </summary>
      {answer.why !== null && <p className="mt-1">{answer.why}</p>}
      {answer.dropped.length > 0 && (
        <ul className="mt-2">
          {answer.dropped.map((dropped, index) => (
            <li key={index} className="border-b border-hairline py-1.5 break-words">
              <s>{dropped.text}</s>
              <span className="block">Dropped: {dropped.reason}</span>
            </li>
          ))}
        </ul>
      )}
      <ul className="mt-1">
        {answer.read?.map((passage, index) => (
          <PassageRow key={index} passage={passage} />
        ))}
      </ul>
    </details>
  );
}
