export interface PillsProps<Value extends string> {
  /** The accessible name of the group. */
  label: string;
  options: readonly { value: Value; label: string }[];
  /** Those that are on. */
  chosen: ReadonlySet<Value>;
  onToggle: (value: Value) => void;
}

/** Choices side by side, each on or off; for one out of two or three take a `Segmented`. */
export function Pills<Value extends string>({ label, options, chosen, onToggle }: PillsProps<Value>) {
  return (
    <div role="group" aria-label={label} className="flex flex-wrap gap-1.5">
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          aria-pressed={chosen.has(option.value)}
          onClick={() => onToggle(option.value)}
          className="min-h-row rounded-full px-3 text-2 font-medium text-secondary shadow-[inset_0_0_0_1px_var(--line)] hover:bg-fill aria-pressed:bg-accent-subtle aria-pressed:text-accent-text aria-pressed:shadow-none coarse:min-h-11"
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}
