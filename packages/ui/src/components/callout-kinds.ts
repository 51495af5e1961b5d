import type { LucideIcon } from "lucide-react";
import {
  AlertTriangle,
  Bug,
  CheckCircle2,
  CircleHelp,
  ClipboardList,
  Flame,
  Info,
  List,
  ListChecks,
  Pencil,
  Quote,
  X,
  Zap,
} from "lucide-react";

import type { Hue } from "../lib/hue";

export interface CalloutKind {
  icon: LucideIcon;
  /** `null` is neutral. */
  hue: Hue | null;
}

const kind = (icon: LucideIcon, hue: Hue | null): CalloutKind => ({ icon, hue });

const KINDS: Record<string, CalloutKind> = {
  note: kind(Pencil, 6),
  abstract: kind(ClipboardList, 5),
  info: kind(Info, 6),
  todo: kind(ListChecks, 6),
  tip: kind(Flame, 5),
  success: kind(CheckCircle2, 4),
  question: kind(CircleHelp, 3),
  warning: kind(AlertTriangle, 2),
  failure: kind(X, 1),
  danger: kind(Zap, 1),
  bug: kind(Bug, 8),
  example: kind(List, 7),
  quote: kind(Quote, null),
};

const ALIASES: Record<string, string> = {
  summary: "abstract",
  tldr: "abstract",
  hint: "tip",
  important: "tip",
  check: "success",
  done: "success",
  help: "question",
  faq: "question",
  caution: "warning",
  attention: "warning",
  fail: "failure",
  missing: "failure",
  error: "danger",
  cite: "quote",
};

/** The thirteen types of Obsidian and their aliases; an unknown type is drawn as a note. */
export function calloutKind(type: string): CalloutKind {
  const name = type.toLowerCase();
  const own = Object.hasOwn(ALIASES, name) ? ALIASES[name] : name;
  return (own !== undefined && Object.hasOwn(KINDS, own) ? KINDS[own] : undefined) ?? kind(Pencil, 6);
}
