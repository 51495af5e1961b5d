/** The claims of an answer, each with the quotes it rests on; a quote opens its note at its line. */
import { Icon } from "@claudeprojects/ui";
import { FileText } from "lucide-react";
import { Link } from "react-router";

import type { Citation, Claim } from "../api/agentTypes";
import { noteUrl, titleOf } from "../lib/paths";
import { readable } from "../lib/readable";
import { AgentText } from "../runs/AgentText";

/** A quote as words: the marks of Markdown belong to the note it opens. */
function plain(quote: string): string {
  return readable(quote.replaceAll(/^\s*(?:[-*+]|\d+\.|>)\s+/gm, ""), []).text;
}

function Quote({ citation }: { citation: Citation }) {
  const { path, heading, page } = citation;
  return (
    <figure className="my-2">
      <Link
        to={noteUrl(path, { line: page === null ? citation.line : null })}
        className="group/quote block rounded-control border-l-2 border-(--accent-line) bg-sunken px-3.5 py-2 hover:bg-fill"
      >
        <blockquote dir="auto" className="text-3 break-words whitespace-pre-wrap text-secondary">
          {plain(citation.quote)}
        </blockquote>
        <figcaption className="mt-1 flex items-center gap-1.5 text-2 text-accent-text">
          <Icon of={FileText} size={12} />
          <span dir="auto" className="min-w-0 truncate group-hover/quote:underline" title={path}>
            {titleOf(path)}
            {heading !== null && heading !== titleOf(path) && ` › ${heading}`}
            {page !== null && `, page ${page}`}
          </span>
          <span data-numeric className="shrink-0 text-muted">
            {page === null && `line ${citation.line + 1}`}
          </span>
        </figcaption>
      </Link>
    </figure>
  );
}

export function Claims({ claims }: { claims: readonly (Claim & { gone?: string[] })[] }) {
  return (
    <ul className="space-y-4">
      {claims.map((claim, index) => (
        <li key={index}>
          <AgentText text={claim.text} paths={claim.citations.map((citation) => citation.path)} />
          {claim.citations.map((citation) => (
            <Quote key={`${citation.path} ${citation.start}`} citation={citation} />
          ))}
          {claim.gone?.map((quote) => (
            <p key={quote} className="my-2 border-l-2 border-hairline pl-3.5 text-2 break-words text-muted">
              <s>{quote}</s> No note holds this any more.
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}
