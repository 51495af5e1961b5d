/** The name a person signs with, remembered in this browser. */
import { load, save } from "../../lib/storage";

const KEY = "claudeprojects.signer";

export function lastSigner(): string {
  return load(KEY, (value): value is string => typeof value === "string", "");
}

export function rememberSigner(name: string): void {
  save(KEY, name);
}
