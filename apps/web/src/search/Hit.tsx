/** One result: its title, where in the vault and in the note, the passage that fits, its score when asked. */
import { Badge, Highlighted, Icon } from "@claudeprojects/ui";

import type { SearchHit } from "../api/types";
import { fileIcon } from "../frame/screens";
import { folderOf } from "../lib/paths";
import { readable } from "../lib/readable";

/** Where in the file the passage stands, in words. */
export function placeWords({
  heading_path,
  line,
  page,
}: Pick<SearchHit, "heading_path" | "line" | "page">): string {
  const place = page !== null ? `page ${page}` : line !== null ? `line ${line + 1}` : "";
  return [heading_path.join(" › "), place].filter((part) => part !== "").join(" · ");
}

export function Hit({ hit }: { hit: SearchHit }) {
  const folder = folderOf(hit.path);
  // A file found by its name alone has no passage to point to.
  // The note's own title stands above already.
  const headings = hit.heading_path[0] === hit.title ? hit.heading_path.slice(1) : hit.heading_path;
  const place = hit.snippet === "" ? "" : placeWords({ ...hit, heading_path: headings });
  // A PDF and a canvas hold no Markdown between their words.
  const passage =
    hit.kind === "note"
      ? readable(hit.snippet, hit.highlights)
      : { text: hit.snippet, ranges: hit.highlights };
  return (
    <article className="px-3 py-2.5">
      <h2 className="flex items-baseline gap-2 text-3 font-semibold">
        <Icon of={fileIcon(hit.kind, hit.path)} size={14} className="translate-y-0.5 text-muted" />
        <span dir="auto" className="min-w-0 shrink-[0.2] truncate" title={hit.path}>
          <Highlighted text={hit.title} ranges={hit.title_highlights} />
        </span>
        <span className="min-w-0 flex-1 truncate text-2 font-normal text-muted" title={hit.path}>
          {folder}
        </span>
        {hit.kind !== "note" && <Badge>{hit.kind}</Badge>}
      </h2>
      {hit.snippet !== "" && (
        <p dir="auto" className="mt-0.5 line-clamp-3 text-3 leading-normal break-words text-secondary">
          <Highlighted {...passage} />
        </p>
      )}
      {place !== "" && (
        <p data-numeric className="mt-0.5 truncate text-2 text-muted">
          {place}
        </p>
      )}
      {hit.score_parts && (
        <dl data-numeric className="mt-1.5 flex flex-wrap gap-x-4 gap-y-0.5 font-code text-1 text-muted">
          {Object.entries({ score: hit.score, ...hit.score_parts }).map(([name, value]) => (
            <div key={name} className="flex gap-1.5">
              <dt>{name.replaceAll("_", " ")}</dt>
              <dd className="text-secondary">{Number.isInteger(value) ? value : value.toFixed(4)}</dd>
            </div>
          ))}
        </dl>
      )}
    </article>
  );
}
