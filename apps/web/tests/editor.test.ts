import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";

import { linkText } from "../src/editor/completions";
import { lineEnds, textOf } from "../src/editor/lines";
import { withSymbol } from "../src/note/tasks";

describe("the editor gives a text back as it came", () => {
  it.each([
    ["LF", "a\nb\n"],
    ["CRLF", "a\r\nb\r\n"],
    ["lone CR", "a\rb"],
    ["no final newline", "a\nb"],
    ["mixed line ends", "a\r\nb\nc\rd\n"],
    ["nothing", ""],
  ])("%s", (_name, text) => {
    const ends = lineEnds(text);
    const state = EditorState.create({ doc: text, extensions: ends.extension });
    expect(textOf(state, ends)).toBe(text);
  });
});

describe("a completed link", () => {
  it("is the note's name, with the alias where that was found", () => {
    expect(linkText({ path: "People/Léa.md", alias: null, kind: "note" })).toBe("Léa");
    expect(linkText({ path: "People/Léa.md", alias: "Lea", kind: "note" })).toBe("Léa|Lea");
    expect(linkText({ path: "x/pic.png", alias: null, kind: "image" })).toBe("pic.png");
  });
});

describe("a task in unsaved text", () => {
  it("changes its symbol and nothing else", () => {
    expect(withSymbol("# T\r\n- [ ] buy [x]\r\n", 1, "x")).toBe("# T\r\n- [x] buy [x]\r\n");
  });

  it("is left alone when the line holds none", () => {
    expect(withSymbol("plain", 0, "x")).toBe("plain");
  });
});
