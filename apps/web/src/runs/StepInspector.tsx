/** Exactly what one model call was sent: every message in order, with where it comes from, and the tools it could use. */
import { Badge, Dialog, ErrorState, Skeleton } from "@claudeprojects/ui";

import type { Message, StepDetail } from "../api/agentTypes";
import { problemOf } from "../api/problem";
import { useGetStepQuery } from "../api/runs";
import { dollars, tokens } from "../lib/amounts";
import { Sources } from "./Sources";
import { choiceOf } from "./steps";

const ROLES: Record<Message["role"], string> = {
  system: "System",
  user: "You",
  assistant: "Model",
  tool: "Tool",
};

function MessageView({ message }: { message: Message }) {
  return (
    <li className="border-b border-hairline py-3 last:border-b-0">
      <p className="mb-1 flex flex-wrap items-center gap-2 text-2 font-semibold text-secondary">
        {ROLES[message.role]}
        {message.privacy !== "open" && <Badge tone="warning">{message.privacy}</Badge>}
        {message.is_error && <Badge tone="danger">error</Badge>}
      </p>
      {message.text !== "" && (
        <pre
          className="max-h-96 overflow-auto font-code text-2 leading-5 break-words whitespace-pre-wrap"
          tabIndex={0}
        >
          {message.text}
        </pre>
      )}
      {message.tool_calls.map((call, index) => (
        <pre
          key={index}
          className="mt-1 font-code text-2 leading-5 break-words whitespace-pre-wrap text-secondary"
        >
          {`${String(call.name)}(${JSON.stringify(call.arguments, null, 1)})`}
        </pre>
      ))}
      <Sources of={message.sources} />
    </li>
  );
}

function Sent({ step }: { step: StepDetail }) {
  const { why } = choiceOf(step);
  return (
    <>
      <dl data-numeric className="mb-2 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-3">
        <dt className="text-muted">Model</dt>
        <dd className="break-words">{step.model || "none answered"}</dd>
        <dt className="text-muted">Chosen by</dt>
        <dd className="break-words">
          {step.rule || "no rule"}
          {why !== "" && <span className="text-muted">: {why}</span>}
        </dd>
        <dt className="text-muted">Used</dt>
        <dd>
          {tokens(step.usage.input_tokens)} read, {tokens(step.usage.output_tokens)} written,{" "}
          {dollars(step.usage.dollars)}
        </dd>
        {step.tools.length > 0 && (
          <>
            <dt className="text-muted">Tools</dt>
            <dd className="break-words">{step.tools.map((tool) => String(tool.name)).join(", ")}</dd>
          </>
        )}
      </dl>
      <ol>
        {step.messages.map((message, index) => (
          <MessageView key={index} message={message} />
        ))}
      </ol>
    </>
  );
}

export function StepInspector({ id, number, onClose }: { id: string; number: number; onClose: () => void }) {
  const { data, error, refetch } = useGetStepQuery({ id, number });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="large"
      title={`What step ${number} was sent`}
      description="The whole context of this call, as it went to the model."
    >
      {error && <ErrorState inline problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={8} label="Reading the step" />}
      {data && <Sent step={data} />}
    </Dialog>
  );
}
