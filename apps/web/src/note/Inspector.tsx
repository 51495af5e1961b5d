/** What is around the open note: its outline, what links to it, where it leads, what is like it, its local graph. */
import { EmptyState, Panel } from "@claudeprojects/ui";

import { useGetNoteQuery } from "../api/notes";
import { Backlinks } from "./inspector/Backlinks";
import { LocalGraph } from "./inspector/LocalGraph";
import { Mentions } from "./inspector/Mentions";
import { Outgoing } from "./inspector/Outgoing";
import { Outline } from "./inspector/Outline";
import { Similar } from "./inspector/Similar";
import { About } from "./inspector/About";

export interface InspectorProps {
  path: string;
  /** In a sheet, which has a title of its own. */
  bare?: boolean;
}

export function Inspector({ path, bare = false }: InspectorProps) {
  const { currentData: note } = useGetNoteQuery(path);
  if (!note) {
    return (
      <Panel role="complementary" title="About this file">
        <EmptyState title="Nothing is known of this file yet." />
      </Panel>
    );
  }
  const sections = (
    <div className="pb-6">
      {note.headings.length > 0 && <Outline note={note} />}
      <Backlinks path={path} />
      <Outgoing path={path} />
      {note.kind === "note" && <Mentions path={path} />}
      {note.kind === "note" && <Similar path={path} />}
      <LocalGraph path={path} />
      <About note={note} />
    </div>
  );
  if (bare) return sections;
  return (
    <Panel role="complementary" title={note.kind === "note" ? "About this note" : "About this file"}>
      {sections}
    </Panel>
  );
}
