import { keyCaps } from "../lib/keys";

/** A key combination (`mod+shift+f`) drawn as caps, in the signs of the person's system. */
export function Kbd({ keys, className }: { keys: string; className?: string | undefined }) {
  return (
    <kbd className={`inline-flex items-center gap-0.5 font-ui ${className ?? ""}`}>
      {keyCaps(keys).map((cap, index) => (
        <span
          key={index}
          className="inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-small border border-line bg-fill px-1 text-1 leading-none font-medium text-secondary"
        >
          {cap}
        </span>
      ))}
    </kbd>
  );
}
