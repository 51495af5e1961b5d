import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import { useRef, type ReactNode } from "react";

import { classes } from "../lib/classes";
import { Button, IconButton } from "./Button";

export interface DialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: ReactNode;
  description?: ReactNode;
  children?: ReactNode;
  /** Its actions, the main one last. */
  footer?: ReactNode;
  size?: "small" | "medium" | "large" | "full";
}

const WIDTHS = { small: "max-w-100", medium: "max-w-140", large: "max-w-200", full: "max-w-320" };

/** A question or a small task that stops the rest. Escape closes it and focus returns to where it was. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  size = "medium",
}: DialogProps) {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Viewport className="fixed inset-0 z-50 flex items-start justify-center p-4 narrow:pt-[12vh]">
          <Base.Popup className={classes("modal relative flex max-h-full w-full flex-col", WIDTHS[size])}>
            <header className="shrink-0 py-4 pr-12 pb-1 pl-5">
              <div className="flex-1">
                <Base.Title className="text-4 leading-snug font-semibold break-words">{title}</Base.Title>
                {description !== undefined && (
                  <Base.Description className="mt-1 text-3 text-secondary">{description}</Base.Description>
                )}
              </div>
            </header>
            {children !== undefined && (
              <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain px-5 py-3">{children}</div>
            )}
            {footer !== undefined && (
              <footer className="flex shrink-0 flex-wrap justify-end gap-2 px-5 pt-2 pb-4">{footer}</footer>
            )}
            {/* Last, so that the first focus goes to what the dialog asks. */}
            <Base.Close
              render={<IconButton icon={X} label="Close" keys="escape" className="!absolute top-3 right-3" />}
            />
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}

export interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  /** What will be lost or changed, in numbers. */
  consequence: ReactNode;
  /** A verb: "Move to trash", never "OK". */
  action: string;
  danger?: boolean;
  onConfirm: () => void;
}

/** Asks before something that cannot simply be undone. */
export function ConfirmDialog({
  open,
  onOpenChange,
  title,
  consequence,
  action,
  danger,
  onConfirm,
}: ConfirmDialogProps) {
  const confirm = () => {
    onConfirm();
    onOpenChange(false);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      size="small"
      title={title}
      description={consequence}
      footer={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant={danger === true ? "danger" : "primary"} onClick={confirm}>
            {action}
          </Button>
        </>
      }
    />
  );
}

export interface SheetProps extends Omit<DialogProps, "size" | "description"> {
  side?: "left" | "right" | "bottom";
}

const SIDES = {
  left: "inset-y-0 left-0 w-80 max-w-[86vw] data-[starting-style]:-translate-x-8",
  right: "inset-y-0 right-0 w-80 max-w-[86vw] data-[starting-style]:translate-x-8",
  bottom: "inset-x-0 bottom-0 max-h-[85vh] rounded-t-card data-[starting-style]:translate-y-8",
};

/** A panel over the edge of the screen: the inspector or the sidebar where there is no room beside. */
export function Sheet({ open, onOpenChange, title, children, footer, side = "right" }: SheetProps) {
  const panel = useRef<HTMLDivElement>(null);
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className="scrim" />
        <Base.Popup
          ref={panel}
          initialFocus={panel}
          className={classes(
            "fixed z-50 flex flex-col bg-ground shadow-modal transition duration-(--enter) ease-out outline-none",
            "data-[starting-style]:opacity-0 data-[ending-style]:opacity-0 data-[ending-style]:duration-(--exit)",
            SIDES[side],
          )}
        >
          <header className="flex h-11 shrink-0 items-center gap-2 border-b border-hairline px-3">
            <Base.Title className="flex-1 truncate text-3 font-semibold">{title}</Base.Title>
            <Base.Close render={<IconButton icon={X} label="Close" keys="escape" />} />
          </header>
          <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
          {footer !== undefined && (
            <footer className="flex justify-end gap-2 border-t border-hairline p-3">{footer}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
