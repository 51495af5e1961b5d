/** A list: its entries as chips, and a field that adds to them. */
import { Autocomplete, classes, hueOf, Icon } from "@claudeprojects/ui";
import { X } from "lucide-react";
import { type KeyboardEvent, useRef, useState } from "react";

import { useGo } from "../../app/navigation";
import { searchUrl } from "../../lib/paths";
import type { Links } from "../useLinks";
import { asText, entriesOf, type Kind, read, type Scalar } from "./kinds";
import { hasLink, LinkedText } from "./LinkedText";
import { usePending } from "./usePending";
import { useSuggestions } from "./useSuggestions";
import type { FieldProps } from "./useTyped";

export function ListField(props: FieldProps & { links: Links }) {
  const { name, kind, onError, links } = props;
  const [shown, put] = usePending(props);
  const entries = entriesOf(shown, kind);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState<number | null>(null);
  const [focused, setFocused] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const suggestions = useSuggestions(name, kind, typed, focused).filter(
    ({ value: one }) => !entries.includes(one),
  );
  const input = () => frame.current?.querySelector("input")?.focus();

  const removeAt = (index: number) => {
    void put(entries.filter((_, other) => other !== index));
    input();
  };
  const add = async (text: string) => {
    const reading = text.trim() === "" ? null : read(kind, kind === "tags" ? text : text.trim());
    if (reading && "error" in reading) {
      onError(reading.error);
      return;
    }
    onError(null);
    const entry = (reading?.value ?? null) as Scalar;
    const left = entries.filter((other, index) => index === at || entry === null || other !== entry);
    const next =
      at === null
        ? entry === null || left.length < entries.length
          ? entries
          : [...entries, entry]
        : left.flatMap((other, index) => (index === at ? (entry === null ? [] : [entry]) : [other]));
    if (JSON.stringify(next) === JSON.stringify(entries)) setTyped("");
    if (JSON.stringify(next) === JSON.stringify(entries) || (await begun(put(next), text))) setAt(null);
  };
  /** The field is free for the next entry at once; when the write fails, it holds this one again. */
  const begun = async (write: Promise<boolean>, text: string) => {
    setTyped("");
    const written = await write;
    if (!written) setTyped((now) => (now === "" ? text : now));
    return written;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const field = event.target as HTMLInputElement;
    const atStart = field.selectionStart === 0 && field.selectionEnd === 0;
    if ((event.key === "ArrowLeft" || event.key === "Backspace") && atStart && entries.length > 0) {
      event.preventDefault();
      buttons(frame.current).at(-1)?.focus();
    }
    if (kind === "tags" && (event.key === "," || event.key === " ") && typed.trim() !== "") {
      event.preventDefault();
      void add(typed);
    }
  };

  return (
    <div
      ref={frame}
      className={classes(
        "flex min-h-row flex-wrap items-center gap-1 rounded-control px-2 py-0.75 focus-within:bg-ground hover:bg-fill focus-within:hover:bg-transparent coarse:min-h-11 coarse:gap-y-2 coarse:py-2.5",
        "has-[input:focus]:shadow-[inset_0_0_0_1.5px_var(--accent)]",
        props.invalid && "shadow-[inset_0_0_0_1.5px_var(--danger)]",
      )}
      onClick={(event) => event.target === event.currentTarget && input()}
    >
      {entries.map((entry, index) =>
        index === at ? null : (
          <Chip
            key={`${index}:${asText(entry)}`}
            kind={kind}
            entry={asText(entry)}
            links={links}
            onEdit={() => {
              setAt(index);
              setTyped(asText(entry));
              input();
            }}
            onRemove={() => removeAt(index)}
            onStep={(event) => stepAmong(event, frame.current)}
          />
        ),
      )}
      <Autocomplete
        label={entries.length === 0 ? name : `Add to ${name}`}
        value={typed}
        suggestions={suggestions}
        placeholder={entries.length === 0 ? "Empty" : ""}
        invalid={props.invalid}
        describedBy={props.describedBy}
        frameClassName="min-w-16 flex-1 [&:not(:focus-within)]:min-w-px"
        className="h-5.5 w-full bg-transparent text-3 placeholder:text-muted focus:outline-none"
        onChange={(text) => {
          setTyped(text);
          onError(null);
        }}
        onCommit={(text) => void add(text)}
        onCancel={() => {
          setTyped("");
          setAt(null);
          onError(null);
        }}
        onKeyDown={onKeyDown}
        onFocus={() => setFocused(true)}
        onBlur={() => {
          setFocused(false);
          void add(typed);
        }}
      />
    </div>
  );
}

function buttons(frame: HTMLElement | null): HTMLElement[] {
  return Array.from(frame?.querySelectorAll<HTMLElement>("[data-remove]") ?? []);
}

/** The arrows go from chip to chip, and after the last one to the field. */
function stepAmong(event: KeyboardEvent<HTMLElement>, frame: HTMLElement | null): void {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const all = buttons(frame);
  const next = all.indexOf(event.currentTarget) + step;
  if (next >= all.length) frame?.querySelector("input")?.focus();
  else all[Math.max(0, next)]?.focus();
}

interface ChipProps {
  kind: Kind;
  entry: string;
  links: Links;
  onEdit: () => void;
  onRemove: () => void;
  onStep: (event: KeyboardEvent<HTMLElement>) => void;
}

function Chip({ kind, entry, links, onEdit, onRemove, onStep }: ChipProps) {
  const go = useGo();
  const hue = hueOf(entry);
  const tag = kind === "tags";
  return (
    <span
      className={classes(
        "inline-flex min-h-5.5 max-w-[calc(100%-0.5rem)] items-center rounded-[0.6875rem] py-px pr-1 pl-2 text-2 font-medium",
        !tag && "bg-fill-hover text-text",
      )}
      style={tag ? { background: `var(--tag-${hue}-ground)`, color: `var(--tag-${hue}-text)` } : undefined}
    >
      {tag ? (
        <button
          type="button"
          title={`Search for #${entry}`}
          onClick={() => go(searchUrl(`tag:${entry}`))}
          className="hit-target truncate underline-offset-2 hover:underline"
        >
          #{entry}
        </button>
      ) : hasLink(entry) ? (
        <span className="min-w-0 break-words">
          <LinkedText text={entry} links={links} />
        </span>
      ) : (
        <button
          type="button"
          title="Edit"
          onClick={onEdit}
          className="hit-target min-w-0 text-left break-words"
        >
          {entry}
        </button>
      )}
      <button
        type="button"
        data-remove
        tabIndex={-1}
        aria-label={`Remove ${entry}`}
        title="Remove"
        onClick={onRemove}
        onKeyDown={(event) => {
          if (event.key === "Backspace" || event.key === "Delete") onRemove();
          else onStep(event);
        }}
        className="hit-target ml-0.5 flex size-4 shrink-0 items-center justify-center rounded-full opacity-65 hover:opacity-100 focus-visible:opacity-100"
      >
        <Icon of={X} size={12} />
      </button>
    </span>
  );
}
