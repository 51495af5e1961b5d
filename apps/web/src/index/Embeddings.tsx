/** How far search by meaning has come. */
import { Badge, Progress, type Tone } from "@claudeprojects/ui";
import { Link } from "react-router";

import type { Embeddings as State } from "../api/types";
import { plural } from "../lib/format";

const WORDS: Record<State["state"], [tone: Tone, word: string]> = {
  ready: ["success", "ready"],
  working: ["accent", "working"],
  off: ["neutral", "off"],
  failed: ["danger", "failed"],
};

/** A model as one speaks of it: the built-in one has no name that says anything. */
function modelWords(model: string): string {
  return model === "static" ? "the built-in model" : model;
}

export function Embeddings({ embeddings }: { embeddings: State }) {
  const { state, model, done, total, detail } = embeddings;
  const [tone, word] = WORDS[state];
  return (
    <section aria-labelledby="embeddings" className="mt-10">
      <h2 id="embeddings" className="flex items-center gap-2 text-3 font-semibold">
        Embeddings <Badge tone={tone}>{word}</Badge>
      </h2>
      <p className="mt-2 max-w-140 text-3 text-pretty text-secondary">
        {state === "off" && "Search by meaning is off; keyword search works without it."}
        {state === "ready" &&
          `${plural(done, "passage")} can be found by meaning${model ? `, read by ${modelWords(model)}` : ""}.`}
        {state === "working" && "Passages are read in the background; search keeps working meanwhile."}
        {state === "failed" && (detail ?? "The model could not be used. Keyword search works without it.")}
      </p>
      {state === "working" && (
        <div className="mt-3 max-w-140">
          <Progress
            label={model ? `Read by ${modelWords(model)}` : "Embedding"}
            done={done}
            total={total}
            unit="passages"
          />
        </div>
      )}
      <Link
        to="/settings"
        className="mt-2 inline-block rounded-small text-3 text-accent-text hover:underline"
      >
        Choose the model
      </Link>
    </section>
  );
}
