import { Tabs as Base } from "@base-ui/react/tabs";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { Icon } from "./Icon";

export interface TabItem<Value extends string> {
  value: Value;
  label: string;
  icon?: LucideIcon | undefined;
  /** How many things are behind it. */
  count?: number | undefined;
  content: ReactNode;
}

export interface TabsProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  tabs: readonly TabItem<Value>[];
  className?: string | undefined;
}

/** Views of one thing, one shown at a time. Arrows move between the tabs. */
export function Tabs<Value extends string>({ label, value, onChange, tabs, className }: TabsProps<Value>) {
  return (
    <Base.Root
      value={value}
      onValueChange={(next) => onChange(next as Value)}
      className={`flex min-h-0 flex-col ${className ?? ""}`}
    >
      <Base.List
        aria-label={label}
        activateOnFocus
        className="relative flex shrink-0 gap-1 overflow-x-auto border-b border-hairline px-2"
      >
        {tabs.map((tab) => (
          <Base.Tab
            key={tab.value}
            value={tab.value}
            className="flex h-9 shrink-0 items-center gap-1.5 px-2 text-3 text-muted select-none hover:text-text data-[active]:font-medium data-[active]:text-text focus-visible:-outline-offset-2"
          >
            {tab.icon && <Icon of={tab.icon} />}
            {tab.label}
            {tab.count !== undefined && (
              <span data-numeric className="text-2 font-normal text-muted">
                {tab.count.toLocaleString()}
              </span>
            )}
          </Base.Tab>
        ))}
        <Base.Indicator className="absolute bottom-0 left-0 h-0.5 w-(--active-tab-width) translate-x-(--active-tab-left) rounded-full bg-accent transition-all" />
      </Base.List>
      {tabs.map((tab) => (
        <Base.Panel key={tab.value} value={tab.value} className="min-h-0 flex-1 overflow-y-auto outline-none">
          {tab.content}
        </Base.Panel>
      ))}
    </Base.Root>
  );
}
