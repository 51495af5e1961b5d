import type { Root } from "hast";
import { Check, Copy } from "lucide-react";
import { lazy, Suspense, use, useEffect, useState } from "react";

import { IconButton } from "../components/Button";
import { HostContext } from "./context";
import { colour } from "./languages";
import { toReact } from "./react";

const Mermaid = lazy(() => import("./Mermaid"));

export interface CodeBlockProps {
  lang: string;
  text: string;
  "data-line"?: string;
}

/** A fenced block: what the app draws for it, a diagram when it is `mermaid`, else code, coloured when it is known. */
export function CodeBlock({ lang, text, ...rest }: CodeBlockProps) {
  const language = lang.replace(/^\{?\.?/, "").split(/[\s,{}]/, 1)[0] ?? "";
  const drawn = use(HostContext)?.renderFence?.({ language, text }) ?? null;
  if (drawn !== null) return <div {...rest}>{drawn}</div>;
  if (language.toLowerCase() === "mermaid") {
    return (
      <Suspense fallback={<PlainCode language="mermaid" text={text} attributes={rest} />}>
        <Mermaid text={text} fallback={<PlainCode language="mermaid" text={text} attributes={rest} />} />
      </Suspense>
    );
  }
  return <PlainCode language={language} text={text} attributes={rest} />;
}

function PlainCode({
  language,
  text,
  attributes,
}: {
  language: string;
  text: string;
  attributes: Record<string, unknown>;
}) {
  const [tree, setTree] = useState<{ text: string; root: Root } | null>(null);
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    let live = true;
    colour(language, text).then(
      (root) => live && root && setTree({ text, root }),
      () => live && setTree(null),
    );
    return () => {
      live = false;
    };
  }, [language, text]);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1_500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <figure className="code-block group/code" {...attributes}>
      <pre tabIndex={0} aria-label={language === "" ? "Code" : `Code: ${language}`}>
        <code>{tree?.text === text ? toReact(tree.root) : text}</code>
      </pre>
      <div className="code-tools">
        {language !== "" && <span>{language}</span>}
        <IconButton
          icon={copied ? Check : Copy}
          size="small"
          label={copied ? "Copied" : "Copy"}
          className="opacity-0 group-focus-within/code:opacity-100 group-hover/code:opacity-100 focus-visible:opacity-100"
          onClick={() =>
            void navigator.clipboard.writeText(text).then(
              () => setCopied(true),
              () => setCopied(false),
            )
          }
        />
      </div>
    </figure>
  );
}
