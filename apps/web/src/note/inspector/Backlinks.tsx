/** The links that lead here, with the lines they stand on. */
import { useGetBacklinksQuery } from "../../api/graph";
import { Places } from "./Places";
import { useSectionOpen } from "./Section";

const TITLE = "Backlinks";

export function Backlinks({ path }: { path: string }) {
  const open = useSectionOpen(TITLE);
  const { currentData } = useGetBacklinksQuery(path, { skip: !open });
  return <Places title={TITLE} page={currentData} none="Nothing links here yet." />;
}
