import { afterEach, describe, expect, it, vi } from "vitest";

import { binding } from "../src/commands/keys";
import { allCommands, register } from "../src/commands/registry";

const undo: (() => void)[] = [];
afterEach(() => undo.splice(0).forEach((run) => run()));

describe("commands", () => {
  it("of a screen take the place of the frame's with the same id, and give it back", () => {
    const run = vi.fn();
    undo.push(register([{ id: "x", title: "Frame", group: "View", run }]));
    const leave = register([{ id: "x", title: "Screen", group: "This screen", run }]);
    expect(allCommands().map((command) => command.title)).toEqual(["Screen"]);
    leave();
    expect(allCommands().map((command) => command.title)).toEqual(["Frame"]);
  });
});

describe("keys", () => {
  it("are written for tinykeys", () => {
    expect(binding("mod+shift+f")).toBe("$mod+Shift+f");
    expect(binding("mod+\\")).toBe("$mod+Backslash");
    expect(binding("?")).toBe("[Shift]+?");
    expect(binding("f2")).toBe("f2");
  });
});
