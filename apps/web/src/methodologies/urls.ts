/** The addresses of methodologies. */

export const LIBRARY = "/methodologies";

export function methodologyUrl(name: string): string {
  return `${LIBRARY}/${encodeURIComponent(name)}`;
}
