/** The keys that work on this screen, the screen's own first. */
import { Dialog } from "@claudeprojects/ui";

import { KeyList } from "./KeyList";
import { useAllCommands } from "./registry";

export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keys of this screen" size="large">
      {/* It takes the first focus, so that Escape closes the dialog and arrows scroll it. */}
      <div tabIndex={0} role="region" aria-label="Keys" className="outline-none">
        <KeyList commands={useAllCommands()} groups={["This screen", "Go to", "Files", "View", "Help"]} />
      </div>
    </Dialog>
  );
}
