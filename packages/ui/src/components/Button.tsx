import type { LucideIcon } from "lucide-react";
import type { ComponentPropsWithRef } from "react";

import { classes } from "../lib/classes";
import { ariaKeys } from "../lib/keys";
import { Icon } from "./Icon";
import { Kbd } from "./Kbd";
import { Tooltip } from "./Tooltip";

export type ButtonVariant = "primary" | "secondary" | "ghost" | "danger";

/** Key caps on a solid ground take its ink. */
const CAPS = "[&_kbd>span]:border-transparent [&_kbd>span]:bg-current/15 [&_kbd>span]:text-inherit";

const VARIANTS: Record<ButtonVariant, string> = {
  primary: `bg-accent-solid text-on-accent hover:bg-accent-solid-hover ${CAPS}`,
  secondary:
    "bg-raised text-text shadow-[inset_0_0_0_1px_var(--line)] hover:bg-fill hover:shadow-[inset_0_0_0_1px_var(--line-strong)] active:bg-fill-hover",
  ghost: "text-secondary hover:bg-fill hover:text-text active:bg-fill-hover",
  danger: `bg-danger-solid text-on-danger hover:brightness-95 ${CAPS}`,
};

const FRAME =
  "inline-flex shrink-0 items-center justify-center rounded-control font-medium select-none " +
  "transition-[background-color,box-shadow,color] duration-(--exit) " +
  "disabled:pointer-events-none disabled:opacity-45 aria-disabled:opacity-45";

export interface ButtonProps extends ComponentPropsWithRef<"button"> {
  variant?: ButtonVariant;
  size?: "small" | "medium";
  icon?: LucideIcon | undefined;
  /** Shown as caps after the label. */
  keys?: string | undefined;
}

/** An action with words. One `primary` a screen at most. */
export function Button({
  variant = "secondary",
  size = "medium",
  icon,
  keys,
  className,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
      {...rest}
      className={classes(
        FRAME,
        VARIANTS[variant],
        size === "small" ? "h-6 gap-1 px-2 text-2 coarse:h-11" : "h-row gap-1.5 px-2.5 text-3",
        className,
      )}
    >
      {icon && <Icon of={icon} size={size === "small" ? 14 : 16} className="-ml-0.5" />}
      {children}
      {keys !== undefined && <Kbd keys={keys} className="-mr-1 ml-1 coarse:hidden" />}
    </button>
  );
}

export interface IconButtonProps extends Omit<ComponentPropsWithRef<"button">, "aria-label" | "children"> {
  icon: LucideIcon;
  /** What it does: the accessible name and the tooltip. */
  label: string;
  keys?: string | undefined;
  /** For a toggle: shown as pressed. */
  pressed?: boolean | undefined;
  size?: "small" | "medium";
  side?: "top" | "bottom" | "left" | "right";
}

/** An action by its icon alone; its tooltip names it and its key. */
export function IconButton({
  icon,
  label,
  keys,
  pressed,
  size = "medium",
  side,
  className,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip label={label} {...(keys === undefined ? {} : { keys })} {...(side ? { side } : {})}>
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
        {...rest}
        className={classes(
          FRAME,
          "hit-target",
          pressed === true
            ? "bg-accent-subtle text-accent-text hover:bg-accent-subtle-hover"
            : VARIANTS.ghost,
          size === "small" ? "size-6" : "size-7",
          className,
        )}
      >
        <Icon of={icon} size={size === "small" ? 14 : 16} />
      </button>
    </Tooltip>
  );
}
