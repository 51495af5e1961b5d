/** A list of permission rules to add to and take from. */
import { IconButton, Input } from "@claudeprojects/ui";
import { Plus, X } from "lucide-react";
import { useState } from "react";

export interface RuleListProps {
  title: string;
  hint: string;
  rules: readonly string[];
  onSet: (rules: string[]) => void;
}

export function RuleList({ title, hint, rules, onSet }: RuleListProps) {
  const [text, setText] = useState("");
  const rule = text.trim();
  const add = () => {
    if (rule === "") return;
    setText("");
    if (!rules.includes(rule)) onSet([...rules, rule]);
  };
  return (
    <section aria-label={title} className="min-w-0">
      <h2 className="text-3 font-semibold">{title}</h2>
      <p className="border-b border-hairline pb-1.5 text-2 text-muted">{hint}</p>
      <ul>
        {rules.map((each) => (
          <li key={each} className="flex min-h-row items-center gap-2 border-b border-hairline py-0.5">
            <code className="min-w-0 flex-1 font-code text-2 wrap-anywhere">{each}</code>
            <IconButton
              icon={X}
              size="small"
              label={`Remove ${each}`}
              onClick={() => onSet(rules.filter((other) => other !== each))}
            />
          </li>
        ))}
      </ul>
      <form
        className="mt-2 flex gap-1"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Input
          aria-label={`A rule for “${title}”`}
          placeholder="Write(Drafts/**)"
          value={text}
          className="flex-1 font-code"
          onChange={(event) => setText(event.target.value)}
        />
        <IconButton icon={Plus} label={`Add to “${title}”`} type="submit" disabled={rule === ""} />
      </form>
    </section>
  );
}
