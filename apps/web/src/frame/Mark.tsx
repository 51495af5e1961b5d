/** The product's mark: a note whose corner is a node of the graph. */
export function Mark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={className} fill="none">
      <path
        d="M9 4.5h8.5M27.5 15v8.5a4 4 0 0 1-4 4H8.5a4 4 0 0 1-4-4V8.5a4 4 0 0 1 4-4"
        stroke="var(--text)"
        strokeWidth="2.5"
        strokeLinecap="round"
      />
      <path d="M11 21 24.5 7.5" stroke="var(--accent)" strokeWidth="2.5" strokeLinecap="round" />
      <circle cx="25" cy="7" r="4" fill="var(--accent)" />
      <circle cx="11" cy="21" r="3" fill="var(--text)" />
    </svg>
  );
}
