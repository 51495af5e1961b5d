/** Every component in one page, in whichever theme is chosen: `?theme=dark&reading=serif&page=reading`. */
import { StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";

import { applyTheme, Segmented, storedTheme, ThemeToggle, UiProvider, type Theme } from "../src";
import { Components } from "./Components";
import { Fields } from "./Fields";
import { Floating } from "./Floating";
import "./gallery.css";
import { Reading } from "./Reading";
import { Reviewing } from "./Reviewing";
import { Tokens } from "./Tokens";

const query = new URLSearchParams(location.search);
applyTheme((query.get("theme") as Theme | null) ?? storedTheme());
if (query.get("reading") === "serif") document.documentElement.dataset.reading = "serif";

const PAGES = {
  tokens: Tokens,
  components: Components,
  fields: Fields,
  reviewing: Reviewing,
  floating: Floating,
  reading: Reading,
};
type Page = keyof typeof PAGES;

function Gallery() {
  const asked = query.get("page");
  const [page, setPage] = useState<Page>(asked !== null && asked in PAGES ? (asked as Page) : "components");
  const Shown = PAGES[page];
  return (
    <UiProvider>
      <header className="sticky top-0 z-10 flex items-center gap-4 border-b border-hairline bg-ground px-6 py-2">
        <h1 className="text-3 font-semibold">ClaudeProjects UI</h1>
        <Segmented
          label="Page"
          value={page}
          onChange={setPage}
          options={(Object.keys(PAGES) as Page[]).map((value) => ({
            value,
            label: value.charAt(0).toUpperCase() + value.slice(1),
          }))}
        />
        <span className="flex-1" />
        <ThemeToggle side="bottom" />
      </header>
      <main>
        <Shown />
      </main>
    </UiProvider>
  );
}

const root = document.getElementById("root");
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Gallery />
    </StrictMode>,
  );
}
