import DOMPurify from "dompurify";
import mermaid from "mermaid";
import { useEffect, useId, useRef, useState, type ReactNode } from "react";

import { useTheme } from "../theme";

const MAX_TEXT = 30_000;

/** Reads the tokens as they stand, so that diagrams follow the theme (and a person's own CSS). */
function themeVariables(): Record<string, string | boolean> {
  const style = getComputedStyle(document.documentElement);
  const probe = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const token = (name: string): string => {
    const holder = document.createElement("span");
    holder.style.color = `var(${name})`;
    document.body.append(holder);
    const colour = getComputedStyle(holder).color;
    holder.remove();
    if (!probe) return colour;
    // Mermaid's colour arithmetic knows hex only.
    probe.fillStyle = colour;
    probe.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = probe.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  };
  return {
    background: token("--ground"),
    fontFamily: style.getPropertyValue("--font-ui"),
    fontSize: "13px",
    dropShadow: "none",
    useGradient: false,
    primaryColor: token("--accent-subtle"),
    primaryTextColor: token("--text"),
    primaryBorderColor: token("--accent-line"),
    secondaryColor: token("--fill"),
    secondaryTextColor: token("--text"),
    secondaryBorderColor: token("--line"),
    tertiaryColor: token("--ground-side"),
    tertiaryTextColor: token("--text"),
    tertiaryBorderColor: token("--line"),
    edgeLabelBackground: token("--ground"),
    lineColor: token("--control-edge"),
    textColor: token("--text"),
    noteBkgColor: token("--warning-subtle"),
    noteTextColor: token("--text"),
    noteBorderColor: token("--line"),
    errorBkgColor: token("--danger-subtle"),
    errorTextColor: token("--danger-text"),
  };
}

let queue: Promise<unknown> = Promise.resolve();

/** Draws one diagram at a time: the library keeps its configuration for all. */
async function draw(id: string, text: string, dark: boolean): Promise<string> {
  const task = queue.then(async () => {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: "strict",
      secure: [
        "secure",
        "securityLevel",
        "startOnLoad",
        "maxTextSize",
        "themeCSS",
        "fontFamily",
        "htmlLabels",
        "themeVariables",
        "theme",
      ],
      maxTextSize: MAX_TEXT,
      htmlLabels: false,
      flowchart: { htmlLabels: false },
      suppressErrorRendering: true,
      theme: "base",
      darkMode: dark,
      themeVariables: { ...themeVariables(), darkMode: dark },
    });
    const workbench = document.createElement("div");
    workbench.className = "mermaid-workbench";
    workbench.setAttribute("aria-hidden", "true");
    document.body.append(workbench);
    try {
      return (await mermaid.render(id, text, workbench)).svg;
    } finally {
      workbench.remove();
    }
  });
  queue = task.catch(() => undefined);
  return task;
}

/** The drawing without anything that runs, links or loads. */
export function cleanSvg(svg: string): string {
  const clean = DOMPurify.sanitize(svg, {
    USE_PROFILES: { svg: true, svgFilters: true },
    ADD_TAGS: ["style"],
    FORBID_TAGS: ["a", "image", "foreignObject", "script", "use"],
    FORBID_ATTR: ["href", "xlink:href"],
  });
  return clean.replace(/@import[^;]*;?/gi, "").replace(/url\(\s*(?!["']?#)[^)]*\)/gi, "none");
}

/** A mermaid diagram, in a shadow tree so that its styles stay with it. An error is shown with the source. */
export default function Mermaid({ text, fallback }: { text: string; fallback: ReactNode }) {
  const id = `mermaid-${useId().replace(/\W/g, "")}`;
  const frame = useRef<HTMLDivElement>(null);
  const { resolved } = useTheme();
  const [error, setError] = useState<string | null>(null);
  const [drawn, setDrawn] = useState(false);
  useEffect(() => {
    let live = true;
    draw(id, text, resolved === "dark").then(
      (svg) => {
        if (!live || !frame.current) return;
        const root = frame.current.shadowRoot ?? frame.current.attachShadow({ mode: "open" });
        root.innerHTML = cleanSvg(svg);
        // On a narrow screen a wide drawing scrolls instead of shrinking past reading.
        const drawing = root.querySelector("svg");
        if (drawing?.style.maxWidth) drawing.style.minWidth = `min(${drawing.style.maxWidth}, 34rem)`;
        setError(null);
        setDrawn(true);
      },
      (reason: unknown) => live && setError(reason instanceof Error ? reason.message : String(reason)),
    );
    return () => {
      live = false;
    };
  }, [id, text, resolved]);
  const first = text.trim().split(/\s/, 1)[0] ?? "";
  return (
    <div className="my-4">
      <div
        ref={frame}
        role="img"
        aria-label={`Diagram: ${first}`}
        hidden={!drawn || error !== null}
        // A wide diagram scrolls sideways; the keyboard must be able to, too.
        tabIndex={0}
        className="mermaid-frame"
      />
      {(!drawn || error !== null) && fallback}
      {error !== null && (
        <p role="alert" className="mt-1 font-ui text-2 whitespace-pre-wrap text-danger-text">
          This diagram cannot be drawn. {error}
        </p>
      )}
    </div>
  );
}
