/** The field that answers one question of a methodology, by the kind of its answer. */
import { Checkbox, Input, Segmented, Select } from "@claudeprojects/ui";

import type { Answer, Variable } from "../api/methodologies";
import { NamesField } from "./NamesField";
import { PersonField } from "./PersonField";
import { Question } from "./Question";

/** As many choices stand side by side; more are a menu. */
const SIDE_BY_SIDE = 3;
const TYPES: Partial<Record<Variable["kind"], string>> = { date: "date", number: "number" };

export interface VariableFieldProps {
  variable: Variable;
  value: Answer;
  error: string | undefined;
  autoFocus: boolean;
  onChange: (value: Answer) => void;
}

function Ask({ ask, required, default: given }: Variable) {
  return (
    <>
      {ask}
      {!required && given === null && <span className="font-normal text-muted"> · optional</span>}
    </>
  );
}

function Choice({ variable: { ask, choices }, value, onChange }: VariableFieldProps) {
  const options = choices.map((choice) => ({ value: choice, label: choice }));
  const chosen = String(value);
  if (choices.length <= SIDE_BY_SIDE) {
    return <Segmented label={ask} value={chosen} options={options} onChange={onChange} className="w-fit" />;
  }
  return <Select label={ask} value={chosen} options={options} onChange={onChange} className="w-full" />;
}

export function VariableField(props: VariableFieldProps) {
  const { variable, value, error, autoFocus, onChange } = props;
  const { ask, kind, help } = variable;
  const field = { label: ask, invalid: error !== undefined };
  if (kind === "yes-no") {
    return <Checkbox checked={value === true} label={ask} hint={error ?? help} onChange={onChange} />;
  }
  if (kind === "choice" || kind === "person" || kind === "people" || kind === "list") {
    return (
      <Question ask={<Ask {...variable} />} note={help} error={error}>
        {(describedBy) => {
          if (kind === "choice") return <Choice {...props} />;
          if (kind === "person") {
            return (
              <PersonField {...field} value={String(value)} describedBy={describedBy} onChange={onChange} />
            );
          }
          return (
            <NamesField
              {...field}
              people={kind === "people"}
              value={Array.isArray(value) ? value : []}
              describedBy={describedBy}
              onChange={onChange}
            />
          );
        }}
      </Question>
    );
  }
  const plain = (
    <Input
      autoFocus={autoFocus}
      type={TYPES[kind] ?? "text"}
      step={kind === "number" ? "any" : undefined}
      label={<Ask {...variable} />}
      hint={help === "" ? undefined : help}
      error={error}
      value={String(value)}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  // A day needs little room; what is asked about it may need more.
  return kind === "date" ? <div className="[&_input]:max-w-44">{plain}</div> : plain;
}
