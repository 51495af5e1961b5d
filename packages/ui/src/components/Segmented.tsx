import { Radio } from "@base-ui/react/radio";
import { RadioGroup } from "@base-ui/react/radio-group";
import type { LucideIcon } from "lucide-react";

import { Icon } from "./Icon";

export interface SegmentedProps<Value extends string> {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string; icon?: LucideIcon | undefined }[];
  onChange: (value: Value) => void;
  className?: string | undefined;
}

/** Two to four exclusive choices side by side; arrows move between them. */
export function Segmented<Value extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: SegmentedProps<Value>) {
  return (
    <RadioGroup
      aria-label={label}
      value={value}
      onValueChange={(next) => onChange(next)}
      className={`inline-flex h-row items-center gap-0.5 rounded-control bg-fill p-0.5 ${className ?? ""}`}
    >
      {options.map((option) => (
        <Radio.Root
          key={option.value}
          value={option.value}
          aria-label={option.label}
          className="inline-flex h-full items-center gap-1.5 rounded-small px-2.5 text-2 font-medium text-secondary select-none hover:text-text data-[checked]:bg-raised data-[checked]:text-text data-[checked]:shadow-[0_0_0_1px_var(--line),0_1px_2px_oklch(0_0_0/0.06)]"
        >
          {option.icon && <Icon of={option.icon} size={14} />}
          {option.label}
        </Radio.Root>
      ))}
    </RadioGroup>
  );
}
