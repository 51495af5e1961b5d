/** Tasks that start by the clock. */
import { Badge, Button, ErrorState, Icon, IconButton, Input, TextArea } from "@claudeprojects/ui";
import { CalendarClock, Plus, Trash2 } from "lucide-react";
import { useState } from "react";
import { Link } from "react-router";

import type { Schedule } from "../api/agentTypes";
import { problemOf } from "../api/problem";
import { useAddScheduleMutation, useGetSchedulesQuery, useRemoveScheduleMutation } from "../api/runs";
import { moment } from "../lib/format";
import { AgentSelect, FIRST_AGENT } from "./AgentSelect";

function Row({ schedule }: { schedule: Schedule }) {
  const [remove] = useRemoveScheduleMutation();
  return (
    <li className="flex items-start gap-3 border-b border-hairline py-2 last:border-b-0">
      <Icon of={CalendarClock} className="mt-0.5 text-muted" />
      <div className="min-w-0 flex-1">
        <p dir="auto" className="line-clamp-2 text-3 break-words">
          {schedule.prompt}
        </p>
        <p data-numeric className="text-2 text-muted">
          {schedule.agent} · {schedule.says || schedule.words}
          {schedule.next_at !== null && ` · next ${moment(schedule.next_at)}`}
          {schedule.last_run_id !== null && (
            <>
              {" · "}
              <Link
                to={`/agents/runs/${schedule.last_run_id}`}
                className="rounded-small text-accent-text hover:underline"
              >
                last run
              </Link>
            </>
          )}
        </p>
      </div>
      {!schedule.enabled && <Badge>off</Badge>}
      <IconButton
        icon={Trash2}
        size="small"
        label={`Remove the schedule “${schedule.words}”`}
        onClick={() => void remove(schedule.id)}
      />
    </li>
  );
}

function Form({ onDone }: { onDone: () => void }) {
  const [add, { error, isLoading }] = useAddScheduleMutation();
  const [prompt, setPrompt] = useState("");
  const [words, setWords] = useState("every weekday at 8:00");
  const [agent, setAgent] = useState(FIRST_AGENT);
  const send = async () => {
    const answer = await add({ agent, prompt: prompt.trim(), when: words.trim() });
    if (!answer.error) onDone();
  };
  return (
    <div className="my-3 space-y-3 rounded-card border border-hairline bg-raised p-4">
      <TextArea
        label="What should be done?"
        value={prompt}
        onChange={(event) => setPrompt(event.target.value)}
      />
      <div className="flex flex-wrap items-end gap-3">
        <Input
          label="When"
          value={words}
          className="min-w-[min(100%,14rem)] flex-1"
          onChange={(event) => setWords(event.target.value)}
        />
        <AgentSelect value={agent} onChange={setAgent} />
        <Button onClick={onDone}>Cancel</Button>
        <Button
          variant="primary"
          disabled={isLoading || prompt.trim() === "" || words.trim() === ""}
          onClick={() => void send()}
        >
          Add
        </Button>
      </div>
      <p className="text-2 text-muted">
        In words (“every Monday at 9:00”) or as cron (“0 9 * * 1”). What needs your approval waits in the
        inbox.
      </p>
      {error && <ErrorState inline problem={problemOf(error)} />}
    </div>
  );
}

export function Schedules() {
  const { data = [] } = useGetSchedulesQuery(undefined);
  const [adding, setAdding] = useState(false);
  return (
    <section aria-labelledby="schedules" className="mt-10">
      <header className="mb-1 flex items-center gap-3 border-b border-hairline pb-1.5">
        <h2 id="schedules" className="flex-1 text-3 font-semibold">
          Schedules
        </h2>
        <Button size="small" variant="ghost" icon={Plus} onClick={() => setAdding(true)}>
          Add
        </Button>
      </header>
      {adding && <Form onDone={() => setAdding(false)} />}
      {data.length === 0 && !adding && <p className="py-2 text-3 text-muted">Nothing starts by the clock.</p>}
      <ul>
        {data.map((schedule) => (
          <Row key={schedule.id} schedule={schedule} />
        ))}
      </ul>
    </section>
  );
}
