/** Where the links of this note lead, broken ones first, each target once. */
import { useGetOutgoingQuery } from "../../api/graph";
import type { OutgoingLink } from "../../api/types";
import { useAppDispatch } from "../../app/hooks";
import { count } from "../../lib/format";
import { folderOf, nameOf, noteUrl, titleOf } from "../../lib/paths";
import { overlayOpened } from "../../state/overlays";
import { LinkRow } from "./LinkRow";
import { Nothing, Section, useSectionOpen } from "./Section";

const TITLE = "Links";

/** Each target once, in the order of the note, those that lead nowhere first. */
export function distinctTargets(links: readonly OutgoingLink[]): OutgoingLink[] {
  const seen = new Map<string, OutgoingLink>();
  for (const link of links) {
    const key = link.path ?? `\t${link.target}`;
    if (!seen.has(key)) seen.set(key, link);
  }
  const all = [...seen.values()];
  return [...all.filter((link) => link.path === null), ...all.filter((link) => link.path !== null)];
}

function Broken({ link, source }: { link: OutgoingLink; source: string }) {
  const dispatch = useAppDispatch();
  return (
    <li className="mx-1 flex items-baseline gap-2 rounded-control py-1 pr-2 pl-6.5">
      <span className="min-w-0 flex-1 truncate text-3 text-danger-text" title={link.target}>
        {link.target}
      </span>
      <button
        type="button"
        className="hit-target rounded-small px-1 text-2 text-muted hover:bg-fill hover:text-text"
        onClick={() =>
          dispatch(
            overlayOpened({
              kind: "new-note",
              folder: link.target.includes("/") ? folderOf(link.target) : folderOf(source),
              name: nameOf(link.target),
            }),
          )
        }
      >
        Create
      </button>
    </li>
  );
}

export function Outgoing({ path }: { path: string }) {
  const open = useSectionOpen(TITLE);
  const { currentData } = useGetOutgoingQuery(path, { skip: !open });
  const items = distinctTargets((currentData?.items ?? []).filter((link) => link.target !== ""));
  return (
    <Section title={TITLE} count={currentData && count(items.length)}>
      {currentData && items.length === 0 && <Nothing>This note links to nothing yet.</Nothing>}
      <ul>
        {items.map((link) =>
          link.path === null ? (
            <Broken key={`\t${link.target}`} link={link} source={path} />
          ) : (
            <LinkRow
              key={link.path}
              to={noteUrl(link.path)}
              title={link.title ?? titleOf(link.path)}
              path={link.path}
            />
          ),
        )}
      </ul>
    </Section>
  );
}
