import {
  AlignLeft,
  Binary,
  Calendar,
  CheckSquare,
  Clock,
  CornerUpRight,
  Link as LinkIcon,
  List,
  Square,
  SquareCheck,
  Tags,
  TriangleAlert,
  Braces,
} from "lucide-react";
import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

import { Icon } from "../components/Icon";
import { isExternal } from "../formats/targets";
import { TagLink, Wiki } from "./Links";

export type PropertyValues = Record<string, unknown>;

type Kind =
  "text" | "number" | "checkbox" | "date" | "datetime" | "list" | "tags" | "aliases" | "link" | "object";

const ICONS: Record<Kind, LucideIcon> = {
  text: AlignLeft,
  number: Binary,
  checkbox: CheckSquare,
  date: Calendar,
  datetime: Clock,
  list: List,
  tags: Tags,
  aliases: CornerUpRight,
  link: LinkIcon,
  object: Braces,
};

/** What a property's value is, as Obsidian would show it. */
export function kindOf(name: string, value: unknown): Kind {
  const key = name.toLowerCase();
  if (key === "tags" || key === "tag") return "tags";
  if (key === "aliases" || key === "alias") return "aliases";
  if (typeof value === "boolean") return "checkbox";
  if (typeof value === "number") return "number";
  if (Array.isArray(value)) return "list";
  if (typeof value === "object" && value !== null) return "object";
  if (typeof value !== "string") return "text";
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return "date";
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value)) return "datetime";
  if (/^\[\[[^\]]+\]\]$/.test(value.trim()) || /^https?:\/\//.test(value)) return "link";
  return "text";
}

/** A note's properties, one a line: typed icon, name, value with its links, tags and dates alive. */
export function PropertiesTable({ values, error }: { values: PropertyValues; error: string | null }) {
  const entries = Object.entries(values);
  if (entries.length === 0 && error === null) return null;
  return (
    <dl className="properties" aria-label="Properties">
      {error !== null && (
        <div className="col-span-2 flex items-start gap-2 pb-1 text-warning-text">
          <Icon of={TriangleAlert} className="mt-0.5" />
          <span>The properties cannot be read, and are not edited: {error}</span>
        </div>
      )}
      {entries.map(([name, value]) => {
        const kind = kindOf(name, value);
        return (
          <div key={name} className="contents">
            <dt title={name}>
              <Icon of={ICONS[kind]} size={14} />
              <span className="truncate">{name}</span>
            </dt>
            <dd>
              <Value kind={kind} value={value} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

function Value({ kind, value }: { kind: Kind; value: unknown }): ReactNode {
  if (value === null || value === undefined || value === "") return <span className="text-muted">empty</span>;
  if (kind === "checkbox") return <Ticked yes={value === true} />;
  if (kind === "tags") return listOf(value).map((tag) => <TagLink key={tag} tag={tag.replace(/^#/, "")} />);
  if (kind === "object") return <code className="text-2">{JSON.stringify(value)}</code>;
  if (Array.isArray(value)) {
    return (value as unknown[]).map((item, index) => (
      <span key={index} className="property-item">
        <Inline text={asText(item)} />
      </span>
    ));
  }
  if (kind === "number") return <span data-numeric>{asText(value)}</span>;
  if (kind === "date" || kind === "datetime")
    return <Moment value={asText(value)} withTime={kind === "datetime"} />;
  return <Inline text={asText(value)} />;
}

function Ticked({ yes }: { yes: boolean }) {
  return (
    <span className="flex items-center gap-1.5">
      <Icon of={yes ? SquareCheck : Square} className={yes ? "text-accent" : "text-muted"} />
      {yes ? "yes" : "no"}
    </span>
  );
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function listOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(asText);
  return asText(value)
    .split(/[,\s]+/)
    .filter((item) => item !== "");
}

function Moment({ value, withTime }: { value: string; withTime: boolean }) {
  const date = new Date(withTime ? value.replace(" ", "T") : `${value}T12:00:00`);
  if (Number.isNaN(date.getTime())) return value;
  const words = date.toLocaleString(undefined, {
    dateStyle: "medium",
    ...(withTime ? { timeStyle: "short" } : {}),
  });
  return (
    <time dateTime={value} title={value}>
      {words}
    </time>
  );
}

/** Text with its wikilinks and a bare address made links. */
function Inline({ text }: { text: string }): ReactNode {
  if (isExternal(text) && /^https?:\/\/\S+$/.test(text)) {
    return (
      <a href={text} target="_blank" rel="noopener noreferrer nofollow" data-link="external">
        {text}
      </a>
    );
  }
  return text
    .split(/(\[\[[^[\]\n]+\]\])/g)
    .map((piece, index) => (index % 2 === 1 ? <Wiki key={index} value={piece.slice(2, -2)} /> : piece));
}
