/** The properties of a note, each edited in its place by its kind. Every edit is written at once and can be undone. */
import { Plus } from "lucide-react";
import { useCallback, useMemo, useRef, useState } from "react";

import { useGetPropertiesQuery } from "../../api/notes";
import type { Note } from "../../api/types";
import { useCommands } from "../../commands/registry";
import { useLinks } from "../useLinks";
import { AddProperty } from "./AddProperty";
import { emptyOf, type Kind, kindOf } from "./kinds";
import { type Focus, PropertyRow } from "./PropertyRow";
import { useProperties } from "./useProperties";

/** So old may the names known of the vault be, in seconds. */
const FRESH = 30;

export function PropertiesForm({ note }: { note: Note }) {
  const { data: known = [] } = useGetPropertiesQuery(undefined, { refetchOnMountOrArgChange: FRESH });
  const writes = useProperties(note);
  const links = useLinks(note);
  const [chosen, setChosen] = useState<Record<string, Kind>>({});
  const [adding, setAdding] = useState(false);
  const [focus, setFocus] = useState<Focus | null>(null);
  const frame = useRef<HTMLElement>(null);
  const kinds = useMemo(() => new Map(known.map(({ name, kind }) => [name.toLowerCase(), kind])), [known]);
  const names = Object.keys(note.properties);
  const kindNamed = (name: string) => chosen[name] ?? kinds.get(name.toLowerCase());
  const onFocus = useCallback((next: Focus | null) => setFocus(next), []);
  const begin = () => setAdding(true);
  useCommands([
    {
      id: "note.property",
      title: "Add a property",
      group: "This screen",
      keys: "mod+;",
      icon: Plus,
      run: begin,
    },
  ]);

  const add = async (name: string) => {
    const kind = kindOf(name, null, kindNamed(name));
    const written = await writes.set(name, emptyOf(kind), undefined);
    if (written) setFocus({ name, part: "value" });
    return written;
  };
  const remove = async (name: string) => {
    const index = names.indexOf(name);
    const beside = names[index + 1] ?? names[index - 1];
    if (!(await writes.remove(name, note.properties[name]))) return;
    if (beside !== undefined) setFocus({ name: beside, part: "name" });
    else frame.current?.querySelector<HTMLElement>("[data-add]")?.focus();
  };
  const lost = writes.trouble !== null && !names.includes(writes.trouble.name) ? writes.trouble : null;
  return (
    <section
      ref={frame}
      aria-label="Properties"
      className={`mb-6 grid grid-cols-[fit-content(8rem)_minmax(0,1fr)] items-start gap-x-3 gap-y-px font-ui text-3 narrow:grid-cols-[fit-content(12rem)_minmax(0,1fr)] ${names.length > 0 ? "border-b border-hairline pb-3" : ""}`}
    >
      {names.map((name) => (
        <PropertyRow
          key={name}
          name={name}
          value={note.properties[name]}
          kind={kindOf(name, note.properties[name], kindNamed(name))}
          names={names}
          known={known}
          writes={writes}
          links={links}
          focus={focus?.name === name ? focus.part : null}
          onFocus={onFocus}
          onKind={(kind) => setChosen((now) => ({ ...now, [name]: kind }))}
          onRemove={() => void remove(name)}
        />
      ))}
      <AddProperty
        adding={adding}
        names={names}
        known={known}
        onBegin={begin}
        onEnd={() => setAdding(false)}
        onAdd={add}
      />
      {lost && (
        <p role="alert" className="col-span-2 text-2 text-danger-text">
          {lost.name}: {lost.message} {lost.hint}
        </p>
      )}
    </section>
  );
}
