import { Checkbox as BaseCheckbox } from "@base-ui/react/checkbox";
import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";

import { Icon } from "./Icon";

export interface ToggleProps {
  checked: boolean;
  onChange: (checked: boolean) => void;
  label: ReactNode;
  /** What it changes, in one sentence. */
  hint?: ReactNode;
  disabled?: boolean;
}

/** A setting that acts at once. */
export function Switch({ checked, onChange, label, hint, disabled }: ToggleProps) {
  return (
    <label className="flex items-start gap-3 text-3">
      <span className="flex-1">
        <span className="block text-text">{label}</span>
        {hint !== undefined && <span className="block text-2 text-muted">{hint}</span>}
      </span>
      <BaseSwitch.Root
        checked={checked}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled ?? false}
        className="hit-target flex h-4.5 w-8 shrink-0 items-center rounded-full bg-(--control-edge) p-0.5 transition-colors data-[checked]:bg-accent-solid data-[disabled]:opacity-45"
      >
        <BaseSwitch.Thumb className="size-3.5 rounded-full bg-(--neutral-1) shadow-[0_1px_2px_oklch(0_0_0/0.25)] transition-transform data-[checked]:translate-x-3.5" />
      </BaseSwitch.Root>
    </label>
  );
}

export interface CheckboxProps extends ToggleProps {
  /** Some of what it stands for is checked. */
  mixed?: boolean;
}

/** One of several things taken or left; acts with the form or the selection it belongs to. */
export function Checkbox({ checked, onChange, label, hint, disabled, mixed }: CheckboxProps) {
  return (
    <label className="flex items-start gap-2 text-3">
      <BaseCheckbox.Root
        checked={checked}
        indeterminate={mixed ?? false}
        onCheckedChange={(next) => onChange(next)}
        disabled={disabled ?? false}
        className="hit-target mt-px flex size-4 shrink-0 items-center justify-center rounded-small bg-ground shadow-[inset_0_0_0_1px_var(--control-edge)] data-[checked]:bg-accent-solid data-[checked]:shadow-none data-[indeterminate]:bg-accent-solid data-[indeterminate]:shadow-none"
      >
        <BaseCheckbox.Indicator className="flex text-on-accent">
          <Icon of={mixed === true ? Minus : Check} size={12} />
        </BaseCheckbox.Indicator>
      </BaseCheckbox.Root>
      <span>
        <span className="block text-text">{label}</span>
        {hint !== undefined && <span className="block text-2 text-muted">{hint}</span>}
      </span>
    </label>
  );
}
