/** The limits of a run as they are typed: dollars, tokens, minutes; an empty field sets no limit. */
import type { Budget, BudgetWish } from "../api/agentTypes";
import { tokens } from "../lib/amounts";
import { count } from "../lib/format";

export type Limit = "dollars" | "tokens" | "minutes";
/** What was typed; a field that was not touched keeps what is usual. */
export type Limits = Partial<Record<Limit, string>>;

const SECONDS_A_MINUTE = 60;

/** A limit that was typed: a number above 0, `null` for none, `undefined` when it cannot be read. */
export function limitOf(text: string): number | null | undefined {
  const clean = text.trim().replaceAll(",", "");
  if (clean === "") return null;
  const value = Number(clean);
  return Number.isFinite(value) && value > 0 ? value : undefined;
}

/** The usual limits as text to type over. */
export function typed(budget: Budget): Record<Limit, string> {
  const text = (value: number | null) => (value === null ? "" : String(value));
  return {
    dollars: text(budget.dollars),
    tokens: text(budget.tokens),
    minutes: text(budget.seconds === null ? null : budget.seconds / SECONDS_A_MINUTE),
  };
}

/** What to ask for; `null` when something typed cannot be read. */
export function wishOf(limits: Limits): BudgetWish | null {
  const wish: BudgetWish = {};
  for (const [name, text] of Object.entries(limits)) {
    const value = limitOf(text);
    if (value === undefined) return null;
    if (name === "minutes") wish.seconds = value === null ? null : value * SECONDS_A_MINUTE;
    else if (name === "tokens") wish.tokens = value === null ? null : Math.max(1, Math.round(value));
    else wish.dollars = value;
  }
  return wish;
}

/** `At most $2.00, 400k tokens and 60 min of work`. */
export function limitWords({ dollars, tokens: most, seconds }: Budget): string {
  const parts = [
    dollars !== null && `$${dollars.toFixed(2)}`,
    most !== null && tokens(most).replace(/\.0(?=k|M)/, ""),
    seconds !== null && `${count(Math.round(seconds / SECONDS_A_MINUTE))} min`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? "No limits" : `At most ${parts.join(", ")}`;
}
