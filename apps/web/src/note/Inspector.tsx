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

export function Inspector({ path }: { path: string }) {
  const { currentData: note } = useGetNoteQuery(path);
  if (!note) {
    return (
      <Panel role="complementary" title="About this file">
        <EmptyState title="Nothing is known of this file yet." />
      </Panel>
    );
  }
  return (
    <Panel role="complementary" title={note.kind === "note" ? "About this note" : "About this file"}>
      <div className="pb-6">
        {note.headings.length > 0 && <Outline note={note} />}
        <Backlinks path={path} />
        <Outgoing path={path} />
        {note.kind === "note" && <Mentions path={path} />}
        {note.kind === "note" && <Similar path={path} />}
        <LocalGraph path={path} />
        <About note={note} />
      </div>
    </Panel>
  );
}
