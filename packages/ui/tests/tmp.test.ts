import { test } from "vitest";
const toHtml=(n:any):string=>n.type==="text"?n.value:(n.tagName?`<${n.tagName} ${Object.entries(n.properties).map(([k,v])=>k+"="+JSON.stringify(v)).join(" ")}>`:"")+(n.children??[]).map(toHtml).join("")+(n.tagName?`</${n.tagName}>`:"");
import { renderTree } from "../src/markdown/render";
import { chunksOf } from "../src/markdown/chunks";
const show = (t: string) => console.log(toHtml(renderTree(t, { firstLine: 0, prefix: "p-" })));
test("x", () => {
  show("# Hi #tag\n\nA [[Note#H|alias]] and ![[img.png|300x200]] ==hi **b**== %%no%% $a_b$ costs $5 and $6. x==y. #a/b **b**#no\nline two ^blk\n\n> [!warning]- Title *x*\n> body\n> > [!tip]\n> > nested\n\n- [ ] do it #t 📅 2026-01-02 🔁 every week ^id1\n- [/] half [due:: 2026-01-01]\n- [x] done\n  - sub\n\n| a | b |\n|--|:-:|\n| [[x\\|y]] | 2 |\n\n%%\nhidden\n\nmore\n%%\n\n$$\nx^2\n$$\n\n```js\nlet a\n```\n\ntext[^1] ![[Note]] after\n\n[^1]: foot\n\n<b onclick=x>raw</b> <x-task line=3>spoof</x-task> <script>alert(1)</script>\n\n^lone\n\n~~a~~ ![alt](http://evil/x.png) [j](javascript:alert(1))");
});
const S = 40000;
const rep = (s: string, n = S) => s.repeat(Math.ceil(n / s.length));
const prose = rep("Lorem ipsum *dolor* sit [[Amet]] consectetur, adipiscing `elit` sed do #tag eiusmod.\n\n## Heading\n\n- item one\n- item two with [link](http://a.b)\n\n", 1000000);
const cases: Record<string, string> = { prose,
  brackets: rep("["), bang: rep("!["), wopen: rep("[[a "), wl: rep("[[a]] "), wlnl: rep("[[a]]\n"), em: rep("*a "), emn: rep("*a _b "), emclose: rep("*a ")+rep("* "),
  tick: rep("`a``b```c"), lt: rep("<"), lta: rep("<a "), gt: rep(">"), gtn: rep("> a\n"), dash: rep("- "), num: rep("1. "), dollar: rep("$a "), dollar2: rep("$$a "), pct: rep("%% a "), eq: rep("==a "), eqn: rep("==a== "),
  table: "|a|b|\n|-|-|\n" + rep("|[[x]]|2|\n"), div: rep("<div>"), b: rep("<b><i>"), tags: rep("#tag/a "), foot: rep("[^1] ") + "\n\n[^1]: x", ref: rep("[a][b] "), refs: rep("[a]: b\n"), url: rep("http://a.b "), www: rep("www.a.b,"), at: rep("a@b."), tilde: rep("~~a "), listn: Array.from({length:300},(_, i)=>" ".repeat(i*2)+"- a").join("\n"), task: rep("- [ ] a 📅 2026-01-01\n"), co: rep("> [!a] b\n> c\n\n"), esc: rep("\\["), ent: rep("&amp;"), para: rep("word word\n"), link: rep("[a](b) "), img: rep("![a](b) "), linkopen: rep("[a]("), linkn: rep("[a](<b"), fence: rep("```\n"), nestq: rep("> - "), comment: rep("<!--"), cdata: rep("<![CDATA["), setext: rep("a\n=\n"), refdef: "["+rep("a"), pipes: rep("|"), tr: "a|b\n-|-\n"+rep("|\n"),
};
test.each(Object.entries(cases))("%s", (name, text) => {
  const t = performance.now(); let mx = 0, n=0;
  let r = "";
  try { for (const c of chunksOf(text, 0)) { const q = performance.now(); renderTree(c.text, { firstLine: 0, prefix: "p" }); mx = Math.max(mx, performance.now()-q); n++; } } catch (e) { r = String(e).slice(0, 80); }
  const ms = performance.now() - t; if (ms > 150 || r) console.log(name, Math.round(ms), "max", Math.round(mx), n, r);
}, 60000);
