/** The titles of methodologies and their phases, by the names that projects keep. */
import { useGetMethodologiesQuery } from "../api/methodologies";
import { nameWords } from "../projects/words";

/** Says what a methodology is called; one that is not in the library, by its file name. */
export function useTitles(): (name: string) => string {
  const { data } = useGetMethodologiesQuery(undefined);
  const titles = new Map(data?.map(({ name, title }) => [name, title]));
  return (name) => titles.get(name) ?? nameWords(name);
}
