/** One property: its name, which is the door to what can be done with it, its value in its field, what is wrong. */
import { Autocomplete, Button, Icon, Menu, type MenuEntry } from "@claudeprojects/ui";
import { ArrowLeftRight, Link as LinkIcon, Pencil, Trash2 } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";

import type { KnownProperty } from "../../api/types";
import type { Links } from "../useLinks";
import { CheckField, MomentField, QUIET, TextField } from "./fields";
import { KIND_ICONS } from "./icons";
import { asText, CHOICES, convert, type Kind, KIND_NAMES, nameProblem, same } from "./kinds";
import { isLink } from "./LinkedText";
import { ListField } from "./ListField";
import type { PropertyWrites } from "./useProperties";
import { nameSuggestions } from "./useSuggestions";
import type { FieldProps } from "./useTyped";

/** A part of a row that is to have the focus when it is drawn. */
export interface Focus {
  name: string;
  part: "name" | "value";
}

export interface PropertyRowProps {
  name: string;
  value: unknown;
  kind: Kind;
  names: readonly string[];
  known: readonly KnownProperty[];
  writes: PropertyWrites;
  links: Links;
  focus: Focus["part"] | null;
  onFocus: (next: Focus | null) => void;
  onKind: (kind: Kind) => void;
  onRemove: () => void;
}

export function PropertyRow(props: PropertyRowProps) {
  const { name, value, kind, writes, focus, onFocus } = props;
  const [error, setError] = useState<string | null>(null);
  const [renaming, setRenaming] = useState(false);
  const [round, setRound] = useState(0);
  const row = useRef<HTMLDivElement>(null);
  const id = useId();
  const trouble = writes.trouble?.name === name ? writes.trouble : null;
  const wrong = error ?? trouble?.message ?? null;

  useEffect(() => {
    if (focus === null) return;
    const part = row.current?.querySelector(`[data-part=${focus}]`);
    part?.querySelector<HTMLElement>("input, textarea, [role=checkbox], button:not([data-remove])")?.focus();
    onFocus(null);
  }, [focus, onFocus]);

  /** Begins the field anew, without what was typed. */
  const again = () => setRound((now) => now + 1);
  const turnInto = (next: Kind) => {
    const reading = convert(value, kind, next);
    if ("error" in reading) {
      setError(reading.error);
      return;
    }
    setError(null);
    props.onKind(next);
    if (!same(reading.value, value)) void writes.set(name, reading.value, value);
    onFocus({ name, part: "value" });
  };
  const entries: MenuEntry[] = [
    { label: "Rename", icon: Pencil, onSelect: () => setRenaming(true) },
    ...(kind === "nested" || kind === "tags"
      ? []
      : [
          {
            label: `Kind: ${KIND_NAMES[kind].toLowerCase()}`,
            icon: ArrowLeftRight,
            entries: CHOICES.map((choice) => ({
              label: KIND_NAMES[choice],
              checked: choice === kind,
              onSelect: () => turnInto(choice),
            })),
          },
        ]),
    "separator",
    { label: "Remove", icon: Trash2, danger: true, onSelect: props.onRemove },
  ];
  return (
    <div ref={row} role="group" aria-label={name} className="contents">
      <div data-part="name" className="min-w-24">
        {renaming ? (
          <Renaming {...props} onError={setError} onDone={() => setRenaming(false)} />
        ) : (
          <Menu
            trigger={
              <button
                type="button"
                title={name}
                className="-ml-2 flex min-h-row max-w-[calc(100%+0.5rem)] items-center gap-2 rounded-control px-2 text-3 text-muted hover:bg-fill hover:text-text coarse:min-h-11"
              >
                <Icon of={kind === "text" && isLink(asText(value)) ? LinkIcon : KIND_ICONS[kind]} size={14} />
                <span className="truncate">{name}</span>
              </button>
            }
            entries={entries}
          />
        )}
      </div>
      <div data-part="value" className="min-w-0">
        <Field
          key={round}
          name={name}
          kind={kind}
          value={value}
          links={props.links}
          invalid={wrong !== null}
          describedBy={wrong === null ? undefined : id}
          onError={setError}
          onSet={(next, from) => writes.set(name, next, from)}
        />
        {wrong !== null && (
          <div
            id={id}
            role="alert"
            className="flex flex-wrap items-center gap-x-2 gap-y-1 px-2 pt-1 pb-1.5 text-2"
          >
            <p className="min-w-0 text-danger-text">
              {wrong}
              {error === null && trouble?.hint !== undefined && <> {trouble.hint}</>}
            </p>
            {error === null && trouble?.mine && (
              <Button size="small" onClick={() => void writes.takeMine().then(again)}>
                Write mine
              </Button>
            )}
            {error === null && trouble && (
              <Button
                size="small"
                variant="ghost"
                onClick={() => {
                  writes.dismiss();
                  again();
                }}
              >
                {trouble.mine ? "Keep theirs" : "Dismiss"}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

function Field(props: FieldProps & { links: Links }) {
  switch (props.kind) {
    case "checkbox":
      return <CheckField {...props} />;
    case "date":
    case "datetime":
      return <MomentField key={props.kind} {...props} />;
    case "list":
    case "tags":
      return <ListField {...props} />;
    case "nested":
      return (
        <p
          className="px-2 py-1 text-2 leading-5 text-muted coarse:py-3"
          title="Nested values are edited in the text of the note"
        >
          <code className="break-words">{JSON.stringify(props.value)}</code>
        </p>
      );
    default:
      return <TextField key={props.kind} {...props} />;
  }
}

interface RenamingProps extends PropertyRowProps {
  onError: (error: string | null) => void;
  onDone: () => void;
}

function Renaming({ name, value, names, known, writes, onFocus, onError, onDone }: RenamingProps) {
  const [typed, setTyped] = useState(name);
  const done = (next: string) => {
    onError(null);
    onDone();
    onFocus({ name: next, part: "name" });
  };
  const commit = async (text: string) => {
    const next = text.trim();
    if (next === name) {
      done(name);
      return;
    }
    const problem = nameProblem(
      next,
      names.filter((other) => other !== name),
    );
    if (problem !== null) {
      onError(problem);
      return;
    }
    if (await writes.rename(name, next, value)) done(next);
  };
  return (
    <Autocomplete
      ref={(input) => {
        if (input && document.activeElement !== input && !input.dataset.begun) {
          input.dataset.begun = "true";
          // The menu gives the focus back to its button as it closes; the field takes it after that.
          requestAnimationFrame(() => input.select());
        }
      }}
      label={`New name of ${name}`}
      value={typed}
      suggestions={typed === name ? [] : nameSuggestions(known, typed, names)}
      className={`${QUIET} -ml-2 block w-full bg-ground shadow-[inset_0_0_0_1px_var(--control-edge)]`}
      onChange={(text) => {
        setTyped(text);
        onError(null);
      }}
      onCommit={(text) => void commit(text)}
      onCancel={() => done(name)}
      onBlur={() => done(name)}
    />
  );
}
