/** A passage of a methodology's guide, as one reads it. */
import { AgentText } from "../runs/AgentText";

export function Guide({ text }: { text: string }) {
  if (text.trim() === "") return null;
  return <AgentText text={text} />;
}
