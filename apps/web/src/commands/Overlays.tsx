/** Whatever floats over the screen now. */
import { useAppDispatch, useAppSelector } from "../app/hooks";
import { CreateDialog } from "../files/CreateDialog";
import { MoveDialog } from "../files/MoveDialog";
import { RenameDialog } from "../files/RenameDialog";
import { TrashDialog } from "../files/TrashDialog";
import { overlayClosed } from "../state/overlays";
import { MoveTasks } from "../tasks/MoveTasks";
import { QuickAdd } from "../tasks/QuickAdd";
import { CommandMenu } from "./CommandMenu";
import { KeysDialog } from "./KeysDialog";
import { Switcher } from "./Switcher";

export function Overlays() {
  const dispatch = useAppDispatch();
  const open = useAppSelector((state) => state.overlays.open);
  const close = () => dispatch(overlayClosed());
  switch (open?.kind) {
    case "palette":
      return <CommandMenu onClose={close} />;
    case "switcher":
      return <Switcher onClose={close} />;
    case "keys":
      return <KeysDialog onClose={close} />;
    case "quick-add":
      return <QuickAdd project={open.project} sprint={open.sprint} onClose={close} />;
    case "move-tasks":
      return <MoveTasks items={open.items} onClose={close} />;
    case "new-note":
      return <CreateDialog what="note" folder={open.folder} suggestion={open.name ?? ""} onClose={close} />;
    case "new-folder":
      return <CreateDialog what="folder" folder={open.folder} suggestion="" onClose={close} />;
    case "rename":
      return <RenameDialog path={open.path} folder={open.folder} onClose={close} />;
    case "move":
      return <MoveDialog path={open.path} onClose={close} />;
    case "trash":
      return <TrashDialog path={open.path} folder={open.folder} onClose={close} />;
    case undefined:
      return null;
  }
}
