/** A note as it is drawn and used. */
import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, test, vi } from "vitest";

import { headingKey, Markdown, sectionOf, type MarkdownProps } from "../src/markdown";
import { kindOf } from "../src/markdown/PropertiesTable";

function draw(text: string, extra: Partial<MarkdownProps> = {}) {
  const calls = { onOpenLink: vi.fn(), onOpenTag: vi.fn(), onToggleTask: vi.fn() };
  const files: Record<string, string> = {
    Note: "a/Note.md",
    Self: "Self.md",
    "pic.png": "img/pic.png",
    "doc.pdf": "doc.pdf",
    "a.mp3": "a.mp3",
  };
  const { container } = render(
    <Markdown
      text={text}
      path="Self.md"
      resolve={(target) => files[target] ?? null}
      attachmentUrl={(path) => `/files/${path}`}
      {...calls}
      {...extra}
    />,
  );
  return { ...calls, container };
}

describe("links", () => {
  test("a resolved link opens its file, a missing one says so", () => {
    const { onOpenLink } = draw("[[Note#Head|words]] and [[Nowhere]]");
    fireEvent.click(screen.getByText("words"));
    expect(onOpenLink).toHaveBeenCalledWith(
      { target: "Note", subpath: "#Head", path: "a/Note.md" },
      { aside: false },
    );
    expect(screen.getByText("Nowhere").getAttribute("data-link")).toBe("missing");
    expect(screen.getByText("Nowhere").title).toBe("Nowhere does not exist yet");
  });

  test("a Markdown link is decoded; one to the web leaves by a new tab", () => {
    const { onOpenLink, container } = draw("[x](pic%2Epng) [y](https://example.org)");
    fireEvent.click(screen.getByText("x"));
    expect(onOpenLink.mock.calls[0]?.[0]).toMatchObject({ target: "pic.png", path: "img/pic.png" });
    expect(container.querySelector("[data-link=external]")?.getAttribute("rel")).toContain("noopener");
  });

  test("a tag opens its tag", () => {
    const { onOpenTag } = draw("see #area/work here");
    fireEvent.click(screen.getByText("#area/work"));
    expect(onOpenTag).toHaveBeenCalledWith("area/work");
  });
});

describe("embeds", () => {
  test("an image has the size that was written", () => {
    const image = draw("![[pic.png|300x200]]").container.querySelector("img");
    expect(image).toMatchObject({ width: 300, height: 200 });
    expect(image?.getAttribute("src")).toBe("/files/img/pic.png");
  });

  test("sound, documents and missing files have each their face", () => {
    const { container } = draw("![[a.mp3]]\n\n![[doc.pdf#page=3]]\n\n![[lost.png]]");
    expect(container.querySelector("audio")?.getAttribute("src")).toBe("/files/a.mp3");
    expect(container.textContent).toContain("Page 3");
    expect(container.textContent).toContain("lost.png is not in this vault");
  });

  test("a note that embeds itself stops at once", () => {
    const renderEmbed = vi.fn(() => "inside");
    const { container } = draw("![[Self]] ![[Note]]", { renderEmbed });
    expect(renderEmbed).toHaveBeenCalledTimes(1);
    expect(container.textContent).toContain("Self embeds itself here");
  });

  test("two notes that embed each other come to an end", () => {
    const embed: MarkdownProps["renderEmbed"] = ({ path }) => (
      <Markdown
        text={path === "a/Note.md" ? "note ![[Self]]" : "self ![[Note]]"}
        path={path}
        resolve={(target) => (target === "Self" ? "Self.md" : "a/Note.md")}
        attachmentUrl={String}
        onOpenLink={vi.fn()}
        renderEmbed={embed}
      />
    );
    const { container } = draw("![[Note]]", { renderEmbed: embed });
    expect(container.querySelectorAll("[data-embed]").length).toBe(1);
  });
});

describe("tasks", () => {
  test("the box asks for the next symbol on the line of the file", () => {
    const { onToggleTask } = draw("---\na: 1\n---\ntext\n\n- [ ] open\n- [x] shut\n- [/] half\n");
    const boxes = screen.getAllByRole("checkbox");
    boxes.forEach((box) => fireEvent.click(box));
    expect(onToggleTask.mock.calls.map(([task]) => task as unknown)).toEqual([
      { line: 5, symbol: "x" },
      { line: 6, symbol: " " },
      { line: 7, symbol: "x" },
    ]);
    expect(boxes[2]?.getAttribute("aria-checked")).toBe("mixed");
  });

  test("fields in either notation are chips, and only in tasks", () => {
    const { container } = draw(
      "- [ ] a 📅 2026-01-02 [priority:: high] 🔁 every week\n\ntext 📅 2026-01-02\n",
    );
    const fields = [...container.querySelectorAll("[data-field]")].map((field) =>
      field.getAttribute("data-field"),
    );
    expect(fields).toEqual(["due", "priority", "recurrence"]);
  });
});

describe("blocks", () => {
  test("a callout has its type, title and fold", () => {
    const { container } = draw("> [!warning]- Mind *this*\n> body\n> > [!tip]\n> > inner");
    const callout = container.querySelector("details[data-callout=warning]");
    expect(callout?.querySelector("summary")?.textContent).toBe("Mind this");
    expect(callout?.querySelector("[data-callout=tip]")?.textContent).toContain("Tip");
  });

  test("comments and block ids are not shown, highlights are", () => {
    const { container } = draw("a %%secret%% ==lit== ^id\n\n%%\nblock\n\nsecret\n%%\n\nend");
    expect(container.textContent).not.toMatch(/secret|\^id/);
    expect(container.querySelector("mark")?.textContent).toBe("lit");
    expect(container.querySelector("[data-block=id]")).not.toBeNull();
  });

  test("every block knows its line in the file", () => {
    const { container } = draw("---\na: 1\n---\n# H\n\ntext\n\n> quote\n");
    const lines = [...container.querySelectorAll("[data-line]")].map(
      (element) => `${element.localName} ${element.getAttribute("data-line") ?? ""}`,
    );
    expect(lines).toEqual(["h1 3", "p 5", "blockquote 7", "p 7"]);
  });

  test("dollars are math only where Pandoc says so", async () => {
    const { container } = draw("It costs $5 and $6, but $x^2$ is math.");
    await vi.waitFor(() => expect(container.querySelectorAll(".katex")).toHaveLength(1));
    expect(container.textContent).toContain("costs $5 and $6, but");
  });

  test("code is coloured when its language is known", async () => {
    const { container } = draw("```py\nreturn 1\n```\n\n```nonsense\nx\n```\n");
    await vi.waitFor(() => expect(container.querySelector(".hljs-keyword")?.textContent).toBe("return"));
    expect(container.textContent).toContain("x");
  });

  test("a place is scrolled to and marked", () => {
    const { container } = draw("# A\n\n## B\n\ntext\n", { place: { subpath: "#A#B" } });
    expect(container.querySelector(".just-found")?.textContent).toBe("B");
  });
});

test("properties show typed values, and say why they cannot be read", () => {
  draw("text", {
    properties: { due: "2026-05-01", owner: "[[Note]]", tags: ["a/b"], n: 3, ok: true },
    propertiesError: "line 2: bad",
  });
  expect(screen.getByText("Note").getAttribute("data-link")).toBe("note");
  expect(screen.getByText("#a/b")).toBeDefined();
  expect(screen.getByText(/line 2: bad/)).toBeDefined();
  expect([
    kindOf("x", "2026-05-01"),
    kindOf("x", "2026-05-01T10:00"),
    kindOf("Tags", ""),
    kindOf("x", [1]),
    kindOf("x", "[[a]]"),
  ]).toEqual(["date", "datetime", "tags", "list", "link"]);
});

describe("passages", () => {
  const note =
    "# A\none\n## B\ntwo ^x\n```\n# not a heading\n```\n# C\n- first\n- second ^y\n\n> quote\n\n^z\n";
  test.each([
    ["", 0, note],
    ["#B", 2, "## B\ntwo ^x\n```\n# not a heading\n```"],
    ["#A#B", 2, "## B\ntwo ^x\n```\n# not a heading\n```"],
    ["#^y", 9, "- second ^y"],
    ["#^z", 11, "> quote"],
    ["#Nowhere", 0, note],
  ])("%s", (subpath, firstLine, text) => expect(sectionOf(note, subpath)).toEqual({ text, firstLine }));

  test("headings are compared as links can name them", () => {
    expect(headingKey("**Bold** [[Note|alias]]: `x`")).toBe(headingKey("bold alias x"));
  });
});
