import { useEffect, useState } from "react";

type Render = (tex: string, display: boolean) => string;
let loaded: Render | null = null;
let loading: Promise<Render> | null = null;

/** KaTeX, fetched with its styles when the first formula appears. */
function load(): Promise<Render> {
  loading ??= Promise.all([import("katex"), import("katex/dist/katex.min.css")]).then(([katex]) => {
    loaded = (tex, display) =>
      katex.default.renderToString(tex, {
        displayMode: display,
        throwOnError: true,
        trust: false,
        strict: "ignore",
        maxExpand: 500,
        maxSize: 40,
        output: "htmlAndMathml",
      });
    return loaded;
  });
  return loading;
}

/** A formula. Its source stands there until KaTeX has come; what KaTeX cannot read is shown with the reason. */
export function MathBlock({ tex, display }: { tex: string; display?: string }) {
  const block = display !== undefined;
  const [render, setRender] = useState<Render | null>(() => loaded);
  const [missing, setMissing] = useState(false);
  useEffect(() => {
    if (render) return;
    let live = true;
    load().then(
      (next) => live && setRender(() => next),
      () => live && setMissing(true),
    );
    return () => {
      live = false;
    };
  }, [render]);
  const source = <code className="math-source">{tex}</code>;
  if (!render)
    return (
      <MathFrame block={block} title={missing ? "The formula renderer could not be loaded." : undefined}>
        {source}
      </MathFrame>
    );
  let html: string;
  try {
    html = render(tex, block);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/^KaTeX parse error: /, "") : String(error);
    return (
      <MathFrame block={block} title={reason} failed>
        {source}
      </MathFrame>
    );
  }
  // KaTeX with `trust: false` writes no links, no scripts and nothing of the source but escaped text.
  return block ? (
    <div className="math-display" dangerouslySetInnerHTML={{ __html: html }} />
  ) : (
    <span dangerouslySetInnerHTML={{ __html: html }} />
  );
}

function MathFrame({
  block,
  title,
  failed = false,
  children,
}: {
  block: boolean;
  title?: string | undefined;
  failed?: boolean;
  children: React.ReactNode;
}) {
  const attributes = { title, "data-failed": failed ? "" : undefined };
  if (!block) return <span {...attributes}>{children}</span>;
  return (
    <div className="math-display" {...attributes}>
      {children}
      {failed && <span className="mt-1 block font-ui text-2 text-danger-text">{title}</span>}
    </div>
  );
}
