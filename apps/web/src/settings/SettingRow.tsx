/** One setting of the engine's table, with the control its type asks for. */
import { Badge, Input, Select, Switch } from "@claudeprojects/ui";
import { useState } from "react";

import { problemOf } from "../api/problem";
import { useSetSettingsMutation } from "../api/settings";
import type { SettingView } from "../api/types";
import { Coded } from "../lib/Coded";
import { Field } from "./Field";

const NAMES: Record<string, string> = {
  "search.mode": "Ranking",
  "search.limit": "Results at a time",
  "embeddings.model": "Model",
  "embeddings.url": "Server address",
  "index.max_file_mb": "Largest file (MB)",
  "index.pdf": "PDF text",
  "ui.remote_images": "Remote images",
  "engine.port": "Port",
};

type Value = SettingView["value"];

function TextControl({
  setting,
  name,
  onSet,
}: {
  setting: SettingView;
  name: string;
  onSet: (value: Value) => void;
}) {
  const [text, setText] = useState(String(setting.value));
  const number = typeof setting.default === "number";
  const commit = () => {
    if (text === String(setting.value)) return;
    onSet(number ? Number(text) : text);
  };
  return (
    <>
      <Input
        list={setting.choices.length > 0 ? `choices-${setting.key}` : undefined}
        aria-label={name}
        value={text}
        inputMode={number ? "numeric" : "text"}
        className={number ? "!w-24" : "!w-64"}
        onChange={(event) => setText(event.target.value)}
        onBlur={commit}
        onKeyDown={(event) => event.key === "Enter" && commit()}
      />
      {setting.choices.length > 0 && (
        <datalist id={`choices-${setting.key}`}>
          {setting.choices.map((choice) => (
            <option key={choice} value={choice} />
          ))}
        </datalist>
      )}
    </>
  );
}

export function SettingRow({ setting }: { setting: SettingView }) {
  const [send, { error }] = useSetSettingsMutation();
  const name = NAMES[setting.key] ?? setting.key;
  const set = (value: Value) => void send({ values: { [setting.key]: value }, scope: "user" });
  const problem = error ? problemOf(error) : null;
  const hint = (
    <>
      <Coded text={setting.description} />
      {problem && <span className="mt-0.5 block text-danger-text">{problem.hint ?? problem.detail}</span>}
    </>
  );
  if (typeof setting.value === "boolean") {
    return (
      <div className="border-b border-hairline py-3 last:border-b-0">
        <Switch label={name} hint={hint} checked={setting.value} onChange={set} />
      </div>
    );
  }
  // A closed list is chosen from; choices like "ollama:" only begin a value.
  const closed = setting.choices.length > 0 && !setting.choices.some((choice) => choice.endsWith(":"));
  return (
    <Field
      name={
        <span className="flex items-center gap-2">
          {name} {setting.source === "vault" && <Badge>set by the vault</Badge>}
        </span>
      }
      hint={hint}
    >
      {closed ? (
        <Select
          label={name}
          value={String(setting.value)}
          options={setting.choices.map((value) => ({
            value,
            label: value.charAt(0).toUpperCase() + value.slice(1),
          }))}
          onChange={set}
        />
      ) : (
        <TextControl key={String(setting.value)} setting={setting} name={name} onSet={set} />
      )}
    </Field>
  );
}
