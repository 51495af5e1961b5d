/** Bringing in notes and tasks from another program: a file, what it would make, then all of it at once. */
import { useSearchParams } from "react-router";

import { Page } from "../lib/Page";
import { ChooseFile } from "./ChooseFile";
import { ImportJob } from "./ImportJob";

export function ImportPage() {
  const [parameters, setParameters] = useSearchParams();
  const job = parameters.get("job");
  return (
    <Page
      title="Import"
      lead="From Notion, Evernote, Todoist, Trello, tables and calendars. You see what would be made before anything is written. An Obsidian vault needs no import: open its folder."
    >
      {job === null ? (
        <ChooseFile onBegun={(id) => setParameters({ job: id })} />
      ) : (
        <ImportJob key={job} id={job} onLeave={() => setParameters({})} />
      )}
    </Page>
  );
}
