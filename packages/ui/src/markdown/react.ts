import type { Nodes } from "hast";
import { toJsxRuntime, type Components } from "hast-util-to-jsx-runtime";
import type { ReactElement } from "react";
import { Fragment, jsx, jsxs } from "react/jsx-runtime";

/** Draws a tree that has been sanitised (or was made here) as React elements. */
export function toReact(tree: Nodes, components: Partial<Components> = {}): ReactElement {
  return toJsxRuntime(tree, { Fragment, jsx, jsxs, components, ignoreInvalidStyle: true }) as ReactElement;
}
