import { Markdown } from "../src/markdown";
import { NOTE, ROADMAP } from "./note";

const KNOWN: Record<string, string> = {
  Roadmap: "Projects/Roadmap.md",
  "Budget 2026": "Budget 2026.md",
  Mira: "People/Mira.md",
  Weather: "Weather.md",
  "photo.png": "photo.png",
  "plan.pdf": "files/plan.pdf",
};

// A picture that needs no file: a soft sky as SVG.
const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 360"><defs><linearGradient id="g" x2="0" y2="1"><stop stop-color="#5b63b7"/><stop offset="1" stop-color="#f2b58a"/></linearGradient></defs><rect width="640" height="360" fill="url(#g)"/><circle cx="430" cy="250" r="52" fill="#fff3d6"/><path d="M0 300 160 190l110 90 120-130 250 190v20H0z" fill="#2b2a4c"/></svg>')}`;

const none = () => undefined;

/** A note with everything in it, as one reads it. */
export function Reading() {
  const host = {
    resolve: (target: string) => KNOWN[target] ?? null,
    attachmentUrl: () => PICTURE,
    onOpenLink: none,
    onOpenTag: none,
    onToggleTask: none,
  };
  return (
    <div className="flex justify-center px-6 py-10">
      <Markdown
        {...host}
        className="w-full"
        path="Projects/Aurora launch.md"
        text={NOTE}
        properties={{
          status: "in progress",
          due: "2031-04-09",
          owner: "[[Mira]]",
          tags: ["project/aurora", "event", "spring"],
          aliases: ["Aurora", "The launch"],
          budget: 14500,
          approved: true,
          reviewed: "2026-03-01T14:30:00",
          site: "https://example.org/aurora",
          notes: "",
        }}
        renderEmbed={({ path }) => <Markdown {...host} path={path} text={ROADMAP} renderEmbed={() => null} />}
      />
    </div>
  );
}
