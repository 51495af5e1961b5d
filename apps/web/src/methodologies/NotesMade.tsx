/** The notes a methodology makes, each with the template it begins as. */
import type { Artefact } from "../api/methodologies";

export function NotesMade({ artefacts }: { artefacts: readonly Artefact[] }) {
  return (
    <ul>
      {artefacts.map(({ id, title, path, purpose, template, text }) => (
        <li key={id} className="border-b border-hairline py-2 last:border-b-0">
          <p className="flex flex-wrap items-baseline gap-x-3 text-3">
            <span className="font-medium">{title}</span>
            <span className="font-code text-2 wrap-anywhere text-muted">{path}</span>
          </p>
          {purpose !== "" && <p className="text-3 text-pretty text-secondary">{purpose}</p>}
          {text !== "" && (
            <details className="mt-0.5">
              <summary className="w-fit rounded-small text-2 text-accent-text select-none hover:underline coarse:py-3">
                Its template
              </summary>
              <pre
                tabIndex={0}
                aria-label={`Template ${template}`}
                className="mt-1.5 max-h-96 overflow-auto rounded-control bg-fill p-3 font-code text-2 whitespace-pre-wrap"
              >
                {text}
              </pre>
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}
