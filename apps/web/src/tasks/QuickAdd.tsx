/** A task in one line, as one would say it, with what it becomes and where it goes before it is written. */
import { Button, Dialog, Icon, Input, Kbd, Select } from "@claudeprojects/ui";
import { ArrowRight } from "lucide-react";
import { useState } from "react";

import { useGetProjectsQuery } from "../api/projects";
import { useDraftTaskQuery } from "../api/tasks";
import { titleOf } from "../lib/paths";
import { useDebounced } from "../lib/useDebounced";
import { DraftView } from "./DraftView";
import { useTaskActions } from "./useTaskActions";

const INBOX = "";

export interface QuickAddProps {
  project?: string | undefined;
  sprint?: string | undefined;
  onClose: () => void;
}

export function QuickAdd({ project, sprint, onClose }: QuickAddProps) {
  const [text, setText] = useState("");
  const [target, setTarget] = useState(project ?? INBOX);
  const [wrong, setWrong] = useState<string>();
  const typed = useDebounced(text.trim(), 80);
  const { currentData, data } = useDraftTaskQuery(typed, { skip: typed === "" });
  const draft = text.trim() === "" ? undefined : (currentData ?? data);
  const projects = (useGetProjectsQuery(undefined).data ?? []).filter(
    ({ is_open, path }) => is_open || path === project,
  );
  const { add } = useTaskActions();
  const named = draft?.sprint ?? draft?.project ?? null;
  const send = async (more: boolean) => {
    if (text.trim() === "") return;
    const problem = await add([text.trim()], {
      project: target === INBOX ? undefined : target,
      sprint: target === project ? sprint : undefined,
    });
    if (problem) setWrong(problem.hint === undefined ? problem.detail : `${problem.detail} ${problem.hint}`);
    else if (more) setText("");
    else onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New task"
      footer={
        <>
          <span className="mr-auto hidden items-center gap-1.5 text-2 text-muted narrow:flex coarse:hidden">
            <Kbd keys="shift+enter" /> adds and goes on
          </span>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            keys="enter"
            disabled={text.trim() === ""}
            onClick={() => void send(false)}
          >
            Add
          </Button>
        </>
      }
    >
      <Input
        aria-label="The task in one line"
        autoFocus
        value={text}
        error={wrong}
        placeholder="Call Jo tomorrow 5pm @mara ~2h !high"
        onChange={({ target: field }) => {
          setText(field.value);
          setWrong(undefined);
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
          event.preventDefault();
          void send(event.shiftKey);
        }}
      />
      <DraftView draft={draft} />
      <div className="mt-3 flex min-h-row flex-wrap items-center gap-2 text-3 text-secondary">
        <Icon of={ArrowRight} className="text-muted" />
        {named === null ? (
          <>
            goes to
            <Select
              label="Where it goes"
              value={target}
              options={[
                { value: INBOX, label: "Inbox" },
                ...projects.map(({ path, title }) => ({ value: path, label: title })),
              ]}
              onChange={setTarget}
              className="max-w-64"
            />
          </>
        ) : (
          <span>
            goes to <strong className="font-medium text-text">{titleOf(named)}</strong>, which the line names
          </span>
        )}
      </div>
    </Dialog>
  );
}
