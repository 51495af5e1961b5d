/** Every key of the product on one page. */
import { KeyList } from "../commands/KeyList";
import { useAllCommands } from "../commands/registry";
import { Page } from "../lib/Page";

export function KeysPage() {
  return (
    <Page title="Keys" lead="Screens add their own keys while they are open; press ? there to see them.">
      <KeyList
        commands={useAllCommands()}
        groups={["This screen", "Go to", "Files", "View", "Index", "Help"]}
      />
    </Page>
  );
}
