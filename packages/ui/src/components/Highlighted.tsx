import { cutByRanges, type TextRange } from "../lib/ranges";

/** A text with the found words marked. Ranges count code points, as the engine sends them. */
export function Highlighted({ text, ranges }: { text: string; ranges: readonly TextRange[] }) {
  return cutByRanges(text, ranges).map((piece, index) =>
    piece.marked ? (
      <mark key={index} className="rounded-[2px] bg-highlight px-px text-text">
        {piece.text}
      </mark>
    ) : (
      <span key={index}>{piece.text}</span>
    ),
  );
}
