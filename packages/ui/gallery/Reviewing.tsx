import { DiffView, HunkView, PatchView } from "../src";
import { Card, Cards } from "./Card";
import { AFTER, BEFORE, HUNK, PATCH } from "./samples";

/** What was changed or would be, word by word. */
export function Reviewing() {
  return (
    <Cards>
      <Card title="One stretch of a change" wide>
        <div className="overflow-hidden rounded-card border border-hairline">
          <HunkView label="Change 1 of Start here.md" hunk={HUNK} />
        </div>
      </Card>
      <Card title="What a tool would do, as a patch">
        <div className="overflow-hidden rounded-card border border-hairline">
          <PatchView label="Exactly what would happen" text={PATCH} />
        </div>
      </Card>
      <Card title="What a tool would do, as it is">
        <div className="overflow-hidden rounded-card border border-hairline">
          <PatchView label="Exactly what would happen" text="wc -w Projects/* | sort -n | tail -20" />
        </div>
      </Card>
      <Card title="Differences, side by side" wide>
        <DiffView before={BEFORE} after={AFTER} beforeLabel="On disk" afterLabel="Yours" mode="split" />
      </Card>
      <Card title="Differences, unified" wide>
        <DiffView before={BEFORE} after={AFTER} beforeLabel="On disk" afterLabel="Yours" mode="unified" />
      </Card>
    </Cards>
  );
}
