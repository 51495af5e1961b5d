/** The nodes Obsidian adds to a Markdown syntax tree (mdast), known to the compiler everywhere here. */
import type { BlockContent, DefinitionContent, Literal, Parent, PhrasingContent } from "mdast";

import type { TaskField } from "../formats/tasks";

/** `[[…]]` or `![[…]]`; `value` is what stands between the brackets. */
export interface WikiLink extends Literal {
  type: "wikiLink";
  embed: boolean;
}

/** `%%…%%`, never shown. */
export interface Comment extends Literal {
  type: "comment";
}

/** `==…==`. */
export interface Highlight extends Parent {
  type: "highlight";
  children: PhrasingContent[];
}

/** `#tag`; `value` without the `#`. */
export interface TagNode extends Literal {
  type: "tag";
}

/** A field of a task, drawn as a chip; `value` is its source. */
export interface TaskFieldNode extends Literal {
  type: "taskField";
  field: TaskField;
}

/** `> [!type]± Title`; its first child holds the title. */
export interface CalloutNode extends Parent {
  type: "callout";
  kind: string;
  fold: "open" | "closed" | null;
  children: (CalloutTitle | BlockContent | DefinitionContent)[];
}

export interface CalloutTitle extends Parent {
  type: "calloutTitle";
  children: PhrasingContent[];
}

/** `$…$`, or `$$…$$` inside a line. */
export interface InlineMath extends Literal {
  type: "inlineMath";
  display?: boolean;
}

declare module "mdast" {
  interface ListItemData {
    /** The symbol in the box of a task. */
    task?: string;
  }

  interface PhrasingContentMap {
    wikiLink: WikiLink;
    comment: Comment;
    highlight: Highlight;
    tag: TagNode;
    taskField: TaskFieldNode;
  }
  interface BlockContentMap {
    callout: CalloutNode;
    wikiLink: WikiLink;
    comment: Comment;
  }
  interface RootContentMap {
    wikiLink: WikiLink;
    comment: Comment;
    highlight: Highlight;
    tag: TagNode;
    taskField: TaskFieldNode;
    callout: CalloutNode;
    calloutTitle: CalloutTitle;
  }
}
