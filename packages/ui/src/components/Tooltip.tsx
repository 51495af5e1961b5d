import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactElement, ReactNode } from "react";

import { Kbd } from "./Kbd";

export interface TooltipProps {
  label: ReactNode;
  /** The key that does the same, shown beside the label. */
  keys?: string | undefined;
  side?: "top" | "bottom" | "left" | "right";
  /** One element that takes a ref and event handlers. */
  children: ReactElement<Record<string, unknown>>;
}

/**
 * A short label on hover and focus. It repeats what the element is called and never holds what is said nowhere else,
 * so it is hidden from screen readers, which have the name already.
 */
export function Tooltip({ label, keys, side = "bottom", children }: TooltipProps) {
  return (
    <Base.Root>
      <Base.Trigger render={children} />
      <Base.Portal>
        <Base.Positioner side={side} sideOffset={6} className="z-50">
          <Base.Popup
            aria-hidden
            className="floats flex max-w-80 items-center gap-2 !rounded-control px-2 py-1 text-2 text-text"
          >
            {label}
            {keys !== undefined && <Kbd keys={keys} />}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}

/** Shares one delay among the tooltips of a screen, so that the second shows at once. */
export const TooltipProvider = Base.Provider;
