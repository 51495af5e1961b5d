/** Notes as one reads them. A separate door, since it is the largest part of the interface. */
export { Markdown, type MarkdownProps } from "./Markdown";
export type { EmbeddedNote, FencedBlock, FollowedLink, MarkdownHost } from "./context";
export { elementOfPlace, headingKey, scrollToPlace, sectionOf, type Place } from "./places";
export { kindOf, PropertiesTable, type PropertyValues } from "./PropertiesTable";
export { parseTask, statusOf, type Task, type TaskStatus } from "../formats/tasks";
export { isExternal, mediumOf, splitTarget, splitWikilink, type Medium } from "../formats/targets";
