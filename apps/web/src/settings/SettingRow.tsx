/** One setting of the engine's table, with the control its type asks for. */
import { Badge, Input, Select, Switch } from "@claudeprojects/ui";
import { useState } from "react";

import { problemOf } from "../api/problem";
import { useSetSettingsMutation } from "../api/settings";
import type { SettingView } from "../api/types";
import { Field } from "./Field";

const NAMES: Record<string, string> = {
  "search.mode": "How search ranks",
  "search.limit": "Results at a time",
  "embeddings.model": "Embedding model",
  "embeddings.url": "Address of the embedding server",
  "index.max_file_mb": "Largest file, in megabytes",
  "index.pdf": "Read the text of PDF files",
  "ui.remote_images": "Load images from the network",
  "engine.port": "Port of the engine",
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
    <Input
      aria-label={name}
      value={text}
      inputMode={number ? "numeric" : "text"}
      className={number ? "!w-24" : "!w-64"}
      onChange={(event) => setText(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => event.key === "Enter" && commit()}
    />
  );
}

export function SettingRow({ setting }: { setting: SettingView }) {
  const [send, { error }] = useSetSettingsMutation();
  const name = NAMES[setting.key] ?? setting.key;
  const set = (value: Value) => void send({ values: { [setting.key]: value }, scope: "user" });
  const problem = error ? problemOf(error) : null;
  const hint = (
    <>
      {setting.description}
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
          options={setting.choices.map((value) => ({ value, label: value }))}
          onChange={set}
        />
      ) : (
        <TextControl key={String(setting.value)} setting={setting} name={name} onSet={set} />
      )}
    </Field>
  );
}
