/** Which component draws which element of a rendered note. */
import type { Components } from "hast-util-to-jsx-runtime";
import { Children, isValidElement, type ComponentType, type ReactNode } from "react";

import { Callout } from "../components/Callout";
import { CodeBlock } from "./CodeBlock";
import { Anchor, TagLink, Wiki } from "./Links";
import { MathBlock } from "./MathBlock";
import { Picture } from "./Picture";
import { TaskField, TaskItem } from "./TaskItem";

interface BlockProps {
  type: string;
  fold?: "open" | "closed";
  children?: ReactNode;
  "data-line"?: string;
  "data-block"?: string;
}

function Title({ children }: { children?: ReactNode }) {
  return children;
}

/** A callout: the first child is its title. */
function Block({ type, fold, children, ...rest }: BlockProps) {
  const [title, ...body] = Children.toArray(children);
  const words = isValidElement<{ children?: ReactNode }>(title) ? Children.count(title.props.children) : 0;
  return (
    <Callout
      type={type}
      fold={fold}
      title={words > 0 ? title : undefined}
      attributes={{ "data-line": rest["data-line"], "data-block": rest["data-block"] }}
    >
      {body.some((part) => typeof part !== "string" || part.trim() !== "") ? body : undefined}
    </Callout>
  );
}

/** A table that scrolls in its own frame and can be reached by keyboard. */
function Table({ children, ...rest }: { children?: ReactNode }) {
  return (
    <div className="table-frame" role="region" aria-label="Table" tabIndex={0}>
      <table {...rest}>{children}</table>
    </div>
  );
}

const own = {
  a: Anchor,
  img: Picture,
  table: Table,
  "x-block": Block,
  "x-code": CodeBlock,
  "x-field": TaskField,
  "x-math": MathBlock,
  "x-tag": TagLink,
  "x-task": TaskItem,
  "x-title": Title,
  "x-wiki": Wiki,
} satisfies Record<string, ComponentType<never>>;

export const elements = own as unknown as Partial<Components>;
