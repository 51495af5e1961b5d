import { X } from "lucide-react";
import { useEffect, type ReactNode } from "react";
import { toast as sonner, Toaster as Sonner } from "sonner";

import { isMod } from "../lib/keys";
import { Button, IconButton } from "./Button";
import type { Tone } from "./Chips";

/** How long a way back stands open on the screen; after that it is in the history. */
export const UNDO_MS = 10_000;

export interface ToastMessage {
  /** What was done, to how many things: "Moved 3 notes, 14 links updated". */
  title: ReactNode;
  detail?: ReactNode;
  tone?: Exclude<Tone, "accent"> | undefined;
  /** The way back, also on ⌘Z while the toast is there and no field has the focus. */
  undo?: (() => void) | undefined;
  action?: { label: string; run: () => void } | undefined;
}

const EDGES: Record<string, string> = { success: "bg-success", warning: "bg-warning", danger: "bg-danger" };

/** Says that something was done. Returns the toast's id. An error that needs care is never only a toast. */
export function toast(message: ToastMessage): string | number {
  return sonner.custom((id) => <ToastCard id={id} message={message} />, {
    duration: message.undo || message.action ? UNDO_MS : 5_000,
  });
}

/** Takes a toast away; all of them without an id. */
export function dismissToast(id?: string | number): void {
  sonner.dismiss(id);
}

function ToastCard({ id, message }: { id: string | number; message: ToastMessage }) {
  const { title, detail, tone = "neutral", undo, action } = message;
  useEffect(() => {
    if (!undo) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      const inField = (target?.closest("input, textarea, [contenteditable=true]") ?? null) !== null;
      if (
        event.key.toLowerCase() !== "z" ||
        !isMod(event) ||
        event.shiftKey ||
        inField ||
        event.defaultPrevented
      )
        return;
      event.preventDefault();
      sonner.dismiss(id);
      undo();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [id, undo]);
  const close = (run?: () => void) => {
    sonner.dismiss(id);
    run?.();
  };
  return (
    <div className="flex w-90 font-ui max-w-[calc(100vw-2rem)] items-center gap-2 overflow-hidden rounded-card bg-raised py-2.5 pr-2 pl-3.5 text-3 text-text shadow-[0_0_0_1px_var(--hairline),var(--shadow-float)]">
      {EDGES[tone] !== undefined && (
        <span aria-hidden className={`-my-1 h-auto w-0.5 self-stretch rounded-full ${EDGES[tone]}`} />
      )}
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">{title}</p>
        {detail !== undefined && <p className="text-2 break-words text-muted">{detail}</p>}
      </div>
      {action && (
        <Button variant="ghost" size="small" onClick={() => close(action.run)}>
          {action.label}
        </Button>
      )}
      {undo && (
        <Button variant="ghost" size="small" keys="mod+z" onClick={() => close(undo)}>
          Undo
        </Button>
      )}
      <IconButton icon={X} label="Dismiss" size="small" onClick={() => close()} />
    </div>
  );
}

/** Where toasts appear. Once, by the app's root (`UiProvider` holds it). */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      expand
      visibleToasts={4}
      containerAriaLabel="Notices"
      toastOptions={{ unstyled: true }}
    />
  );
}
