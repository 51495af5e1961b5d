/** The gallery shows every component there is. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

import * as ui from "../src";

/** What `UiProvider` brings along; the gallery stands in one. */
const BROUGHT = ["Toaster", "TooltipProvider"];

const FOLDER = join(import.meta.dirname, "..", "gallery");

describe("the gallery", () => {
  it("shows every component", () => {
    const pages = readdirSync(FOLDER).filter((name) => name.endsWith(".tsx"));
    const text = pages.map((name) => readFileSync(join(FOLDER, name), "utf8")).join("\n");
    const components = Object.entries(ui)
      .filter(([name, value]) => /^[A-Z]/.test(name) && typeof value === "function")
      .map(([name]) => name)
      .filter((name) => !BROUGHT.includes(name));
    expect(components.length).toBeGreaterThan(25);
    expect(components.filter((name) => !text.includes(`<${name}`))).toEqual([]);
  });
});
