/** The button that lets a project leave as files or into a calendar. */
import { Button, Menu } from "@claudeprojects/ui";
import { Download } from "lucide-react";
import { useState } from "react";

import { exportEntries, tasksOf } from "./exportEntries";
import { FeedDialog } from "./FeedDialog";

export function ExportMenu({ project }: { project: { path: string } }) {
  const [feeding, setFeeding] = useState(false);
  return (
    <>
      <Menu
        align="end"
        trigger={<Button icon={Download}>Export</Button>}
        entries={exportEntries(project, () => setFeeding(true))}
      />
      {feeding && <FeedDialog query={`${tasksOf(project.path)} is:open`} onClose={() => setFeeding(false)} />}
    </>
  );
}
