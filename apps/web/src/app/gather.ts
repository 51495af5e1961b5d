/** Many small reasons to ask again, told as one. */
import type { TagUse } from "../api/live";

/** Calls `refresh` with everything gathered, at most once in `delay` ms. */
export function gatherTags(refresh: (tags: TagUse[]) => void, delay: number): (tags: TagUse[]) => void {
  const waiting = new Map<string, TagUse>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (tags) => {
    for (const tag of tags) waiting.set(typeof tag === "string" ? tag : `${tag.type} ${tag.id}`, tag);
    if (timer !== undefined || waiting.size === 0) return;
    timer = setTimeout(() => {
      timer = undefined;
      const all = [...waiting.values()];
      waiting.clear();
      refresh(all);
    }, delay);
  };
}
