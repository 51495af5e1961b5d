/** A text file's source, as it stands. */
export function SourceView({ text, label }: { text: string; label: string }) {
  return (
    <div
      tabIndex={0}
      role="region"
      aria-label={`Source of ${label}`}
      className="min-h-0 flex-1 overflow-auto px-6 py-4"
    >
      <pre className="mx-auto max-w-(--measure) font-code text-3 leading-relaxed whitespace-pre-wrap">
        {text}
      </pre>
    </div>
  );
}
