import { Cpu, FileText } from "lucide-react";
import { useState } from "react";

import {
  Autocomplete,
  Button,
  Checkbox,
  ContextMenu,
  Input,
  Pills,
  SearchInput,
  Segmented,
  Select,
  Switch,
  TextArea,
  ThemeChoice,
  Tooltip,
} from "../src";
import { Card, Cards } from "./Card";

const PEOPLE = ["Ada Lovelace", "Anouk de Vries", "Park Ji-woo", "Jonas Weber", "佐藤 花子"];
const TOOLS = ["Search", "Read", "Write", "Move", "Delete", "Run"];

/** Everything one types into or chooses from. */
export function Fields() {
  const [query, setQuery] = useState("tag:project budget");
  const [mode, setMode] = useState<"hybrid" | "keyword" | "semantic">("hybrid");
  const [sort, setSort] = useState<"modified" | "name">("modified");
  const [model, setModel] = useState<"rules" | "tiny" | "large">("rules");
  const [checks, setChecks] = useState({ remote: false, wrap: true });
  const [person, setPerson] = useState("");
  const [tools, setTools] = useState<ReadonlySet<string>>(new Set(["Search", "Read"]));
  const toggle = (tool: string) => {
    const next = new Set(tools);
    if (!next.delete(tool)) next.add(tool);
    setTools(next);
  };
  const fitting = PEOPLE.filter((name) => name.toLowerCase().includes(person.toLowerCase()));
  return (
    <Cards>
      <Card title="Fields">
        <SearchInput label="Search notes" value={query} onChange={setQuery} keys="mod+shift+f" />
        <SearchInput quiet label="Filter files" value="" onChange={() => undefined} keys="/" />
        <Input label="New name" defaultValue="Aurora launch" hint="14 links in 9 notes will be updated." />
        <Input label="Folder" defaultValue="Projects/CON" error="Windows cannot hold a folder named CON." />
      </Card>
      <Card title="Choices">
        <div className="flex flex-wrap items-center gap-3">
          <Segmented
            label="Mode"
            value={mode}
            onChange={setMode}
            options={[
              { value: "hybrid", label: "Hybrid" },
              { value: "keyword", label: "Keyword" },
              { value: "semantic", label: "Semantic" },
            ]}
          />
          <Select
            label="Sort"
            value={sort}
            onChange={setSort}
            options={[
              { value: "modified", label: "Last modified" },
              { value: "name", label: "Name" },
            ]}
          />
        </div>
        <Switch
          label="Load images from other sites"
          hint="Each site learns that you opened the note."
          checked={checks.remote}
          onChange={(remote) => setChecks({ ...checks, remote })}
        />
        <Switch
          label="Wrap long lines"
          checked={checks.wrap}
          onChange={(wrap) => setChecks({ ...checks, wrap })}
        />
        <Checkbox label="Update the 14 links that point here" checked onChange={() => undefined} />
        <Checkbox label="All folders" mixed checked={false} onChange={() => undefined} />
      </Card>
      <Card title="Text of several lines">
        <TextArea
          label="What it is told"
          placeholder="You write minutes. First read …"
          hint="Left empty, the file holds a frame to fill in."
        />
        <TextArea
          label="Rules"
          defaultValue={"[[rule]]\nuse = 3"}
          error="Line 2: `use` is a list of models."
          rows={2}
        />
        <div className="rounded-card bg-raised shadow-[inset_0_0_0_1px_var(--line)] focus-within:shadow-[inset_0_0_0_1.5px_var(--accent)]">
          <TextArea bare rows={1} aria-label="Ask your notes" placeholder="Ask your notes" />
        </div>
      </Card>
      <Card title="Suggestions while typing">
        <Autocomplete
          label="Person"
          placeholder="Type a name"
          value={person}
          onChange={setPerson}
          onCommit={setPerson}
          suggestions={fitting.map((value) => ({ value, icon: FileText, detail: "People" }))}
        />
      </Card>
      <Card title="Theme, menu of the other button">
        <ThemeChoice />
        <ContextMenu
          entries={[
            { label: "Open", keys: "enter", onSelect: () => undefined },
            { label: "Move to trash", danger: true, onSelect: () => undefined },
          ]}
        >
          <p className="rounded-card border border-dashed border-line p-4 text-3 text-muted">
            Press the other mouse button here.
          </p>
        </ContextMenu>
      </Card>
      <Card title="Choices that explain themselves">
        <div className="flex flex-wrap gap-3">
          <Select
            label="Model"
            value={model}
            onChange={setModel}
            options={[
              { value: "rules", label: "Model by the rules", hint: "The table decides at every step." },
              { value: "tiny", label: "SmolLM2 135M", hint: "Tiny: right in form, often wrong in content." },
              { value: "large", label: "A large one", hint: "Agent work over many steps." },
            ]}
          />
          <Select
            label="Not now"
            disabled
            value="one"
            onChange={() => undefined}
            options={[{ value: "one", label: "Cannot be changed" }]}
          />
          <Tooltip label="What it does, and its key" keys="mod+enter">
            <Button icon={Cpu}>With a tooltip</Button>
          </Tooltip>
        </div>
        <Pills
          label="Tools it may use"
          options={TOOLS.map((value) => ({ value, label: value }))}
          chosen={tools}
          onToggle={toggle}
        />
      </Card>
    </Cards>
  );
}
