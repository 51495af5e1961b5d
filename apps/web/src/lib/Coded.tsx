/** A sentence whose `code` is drawn as code. */
export function Coded({ text }: { text: string }) {
  return text.split("`").map((part, index) =>
    index % 2 === 1 ? (
      <code key={index} className="font-code text-[0.95em]">
        {part}
      </code>
    ) : (
      part
    ),
  );
}
