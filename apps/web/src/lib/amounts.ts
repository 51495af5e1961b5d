/** What models use, as people read it: tokens, money, time. */
import { count } from "./format";

/** `812 tokens`, `12.4k tokens`, `1.2M tokens`. */
export function tokens(value: number): string {
  if (value < 10_000) return `${count(value)} ${value === 1 ? "token" : "tokens"}`;
  if (value < 999_500) return `${(value / 1000).toFixed(value < 99_950 ? 1 : 0)}k tokens`;
  return `${(value / 1e6).toFixed(1)}M tokens`;
}

/** US dollars with as many digits as say something; `null` is a price that is not known. */
export function dollars(value: number | null): string {
  if (value === null) return "price not known";
  if (value === 0) return "free";
  if (value < 0.001) return "under $0.001";
  return `$${value.toFixed(value < 0.1 ? 3 : 2)}`;
}

/** `0.4 s`, `12 s`, `3 min 5 s`, `2 h 10 min`. */
export function duration(seconds: number): string {
  if (seconds < 10) return `${Math.max(0, seconds).toFixed(1)} s`;
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${Math.floor(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** Seconds between two moments; until `now` when the second is not there yet. */
export function secondsBetween(from: string, to: string | null, now: number = Date.now()): number {
  return Math.max(0, ((to === null ? now : Date.parse(to)) - Date.parse(from)) / 1000);
}

/** A model as one speaks of it: `anthropic:claude-sonnet-5` → `claude-sonnet-5`. */
export function modelName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
