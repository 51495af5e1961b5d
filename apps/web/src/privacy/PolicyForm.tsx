/** The rules of privacy as a table: the class of what no rule speaks of, then folders and tags. */
import { Button, Icon, IconButton, Input, Segmented } from "@claudeprojects/ui";
import { Folder, Hash, Plus, X } from "lucide-react";
import { useState } from "react";

import type { PrivacyClass, PrivacyPolicy } from "../api/agentTypes";
import { Field } from "../settings/Field";

export const CLASSES: { value: PrivacyClass; label: string }[] = [
  { value: "open", label: "Open" },
  { value: "team", label: "Team" },
  { value: "private", label: "Private" },
];

type Policy = Omit<PrivacyPolicy, "problem">;
type Kind = "folders" | "tags";

function RuleRow({
  kind,
  name,
  value,
  onSet,
}: {
  kind: Kind;
  name: string;
  value: PrivacyClass;
  onSet: (value: PrivacyClass | null) => void;
}) {
  return (
    <li className="flex flex-wrap items-center gap-2 border-b border-hairline py-1.5 last:border-b-0">
      <Icon of={kind === "folders" ? Folder : Hash} className="text-muted" />
      <span dir="auto" className="min-w-[min(60%,8rem)] flex-1 text-3 wrap-anywhere">
        {name}
      </span>
      <div className="order-1 basis-full narrow:order-none narrow:basis-auto">
        <Segmented label={`Class of ${name}`} value={value} options={CLASSES} onChange={onSet} />
      </div>
      <IconButton icon={X} size="small" label={`Remove the rule on ${name}`} onClick={() => onSet(null)} />
    </li>
  );
}

function Rules({
  kind,
  rules,
  onSet,
}: {
  kind: Kind;
  rules: Policy[Kind];
  onSet: (rules: Policy[Kind]) => void;
}) {
  const [name, setName] = useState("");
  const one = kind === "folders" ? "folder" : "tag";
  const names = Object.keys(rules).sort((a, b) => a.localeCompare(b));
  const clean = name.trim().replace(/^#/, "").replace(/\/+$/, "");
  const add = () => {
    if (clean === "") return;
    onSet({ ...rules, [clean]: "private" });
    setName("");
  };
  return (
    <section aria-label={kind === "folders" ? "Folders" : "Tags"} className="mt-6 min-w-0">
      <h2 className="border-b border-hairline pb-1.5 text-3 font-semibold">
        {kind === "folders" ? "Folders" : "Tags"}
      </h2>
      <ul>
        {names.map((key) => (
          <RuleRow
            key={key}
            kind={kind}
            name={key}
            value={rules[key] ?? "private"}
            onSet={(value) => {
              const next = { ...rules };
              if (value === null) Reflect.deleteProperty(next, key);
              else next[key] = value;
              onSet(next);
            }}
          />
        ))}
      </ul>
      <form
        className="mt-2 flex gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Input
          aria-label={`A ${one} with a class of its own`}
          placeholder={kind === "folders" ? "Clients/Acme" : "journal"}
          value={name}
          onChange={(event) => setName(event.target.value)}
          className="flex-1"
        />
        <Button type="submit" icon={Plus} disabled={clean === ""}>
          Add {one}
        </Button>
      </form>
    </section>
  );
}

export function PolicyForm({ policy, onSet }: { policy: PrivacyPolicy; onSet: (policy: Policy) => void }) {
  const { default: fallback, team_models, folders, tags } = policy;
  const [models, setModels] = useState(team_models.join(", "));
  const now: Policy = { default: fallback, team_models, folders, tags };
  const list = models
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);
  return (
    <div className="@container">
      <Field
        name="Other notes"
        hint="The class of notes that no rule below and no property “privacy” speaks of."
      >
        <Segmented
          label="Class of other notes"
          value={fallback}
          options={CLASSES}
          onChange={(value) => onSet({ ...now, default: value })}
        />
      </Field>
      <Field
        name="Models for team notes"
        hint="Names or patterns such as anthropic:*, separated by commas. Without any, team notes stay here too."
      >
        <Input
          aria-label="Models for team notes"
          value={models}
          placeholder="none"
          className="!w-64"
          onChange={(event) => setModels(event.target.value)}
          onBlur={() => list.join() !== team_models.join() && onSet({ ...now, team_models: list })}
        />
      </Field>
      <div className="grid gap-x-10 @min-[44rem]:grid-cols-2">
        <Rules kind="folders" rules={folders} onSet={(next) => onSet({ ...now, folders: next })} />
        <Rules kind="tags" rules={tags} onSet={(next) => onSet({ ...now, tags: next })} />
      </div>
    </div>
  );
}
