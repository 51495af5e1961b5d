/** One line of Markdown as plain words: links by their text, marks left out. For rows too small to render a note in. */
export function plainText(markdown: string): string {
  return markdown
    .replace(/!?\[\[([^\]|]*)\|([^\]]*)\]\]/g, "$2")
    .replace(/!?\[\[([^\]]*)\]\]/g, (_all, target: string) =>
      target.replace(/^.*\//, "").replaceAll("#", " › "),
    )
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/(\*\*|__|~~|==|`)(.+?)\1/g, "$2");
}
