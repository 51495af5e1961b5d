/** The query language, each operator with an example to try. */

export interface Operator {
  form: string;
  means: string;
  example: string;
}

export const OPERATORS: readonly Operator[] = [
  { form: "two words", means: "both words, in any order", example: "meeting budget" },
  { form: '"a phrase"', means: "these words in this order", example: '"open questions"' },
  { form: "one OR other", means: "either of them", example: "draft OR sketch" },
  { form: "-word", means: "without this word", example: "plan -archive" },
  { form: "tag:", means: "notes with this tag or one below it", example: "tag:project" },
  { form: "path:", means: "files whose path holds this", example: "path:daily" },
  { form: "file:", means: "files whose name holds this", example: "file:2026" },
  { form: "task:todo", means: "open tasks; also task:done, or task: for all", example: "task:todo review" },
  { form: "[property:value]", means: "notes whose property has this value", example: "[status:active]" },
  { form: "line:(…)", means: "all of it on one line", example: "line:(call Ada)" },
];
