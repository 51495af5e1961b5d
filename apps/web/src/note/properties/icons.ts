/** The icon of each kind of property. */
import {
  AlignLeft,
  Binary,
  Braces,
  Calendar,
  CheckSquare,
  Clock,
  List,
  type LucideIcon,
  Tags,
} from "lucide-react";

import type { Kind } from "./kinds";

export const KIND_ICONS: Record<Kind, LucideIcon> = {
  text: AlignLeft,
  list: List,
  number: Binary,
  checkbox: CheckSquare,
  date: Calendar,
  datetime: Clock,
  tags: Tags,
  nested: Braces,
};
