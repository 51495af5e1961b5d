/** People as fields offer them: those who have open work in the vault, the busiest first. */
import type { Suggestion } from "@claudeprojects/ui";

import { useGetVocabularyQuery } from "../api/tasks";

const MOST = 8;

/** Those whose name holds what was typed and who are not taken. */
export function usePeople(typed: string, taken: readonly string[] = []): Suggestion[] {
  const { data } = useGetVocabularyQuery(undefined);
  const wanted = typed.trim().toLowerCase();
  return Object.entries(data?.people ?? {})
    .filter(([name]) => name.toLowerCase().includes(wanted) && name !== typed && !taken.includes(name))
    .sort(([, a], [, b]) => b - a)
    .slice(0, MOST)
    .map(([value]) => ({ value }));
}
