/** Fetching a file of the engine and handing it to the browser; what goes wrong is told. */
import { announce, toast } from "@claudeprojects/ui";

import { readProblem, UNREACHABLE } from "../api/problem";

/** The name that a `Content-Disposition` gives, or the fallback. */
export function nameIn(disposition: string | null, fallback: string): string {
  const encoded = /filename\*=UTF-8''([^;]+)/.exec(disposition ?? "")?.[1];
  return encoded === undefined ? fallback : decodeURIComponent(encoded);
}

function hand(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

/** Saves what an address of the engine answers as a file; `what` names it in messages. */
export async function download(address: string, what: string): Promise<void> {
  announce(`${what} is being made.`);
  const answer = await fetch(address).catch(() => null);
  if (answer?.ok === true) {
    const name = nameIn(answer.headers.get("Content-Disposition"), what);
    hand(await answer.blob(), name);
    toast({ title: `${name} was saved` });
    announce(`${name} was saved.`);
    return;
  }
  const problem =
    answer === null ? UNREACHABLE : readProblem(answer.status, await answer.json().catch(() => null));
  toast({ title: problem.title, detail: problem.hint ?? problem.detail, tone: "danger" });
  announce(`${problem.title}. ${problem.detail}`);
}
