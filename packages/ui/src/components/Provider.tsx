import { CSPProvider } from "@base-ui/react/csp-provider";
import type { ReactNode } from "react";

import { LiveRegion } from "./LiveRegion";
import { Toaster } from "./Toast";
import { TooltipProvider } from "./Tooltip";

/** What the components need around them, once, by the app's root: tooltips' delay, toasts, the live region. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <CSPProvider disableStyleElements>
      <TooltipProvider delay={450}>
        {children}
        <Toaster />
        <LiveRegion />
      </TooltipProvider>
    </CSPProvider>
  );
}
