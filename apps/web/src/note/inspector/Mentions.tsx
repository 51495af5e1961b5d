/** Places that name this note without linking to it. */
import { useGetMentionsQuery } from "../../api/graph";
import { Places } from "./Places";
import { useSectionOpen } from "./Section";

const TITLE = "Unlinked mentions";

export function Mentions({ path }: { path: string }) {
  const open = useSectionOpen(TITLE);
  const { currentData } = useGetMentionsQuery(path, { skip: !open });
  return <Places title={TITLE} page={currentData} none="No other note names it without a link." />;
}
