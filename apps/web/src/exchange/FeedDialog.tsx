/** The calendar feed: an address that calendar programs read the open tasks from; renewed, the old one is void. */
import { Button, Dialog, ErrorState, Input, Skeleton, toast } from "@claudeprojects/ui";
import { Copy, RotateCw } from "lucide-react";
import { useState } from "react";

import { useBeginFeedMutation, useEndFeedMutation, useGetFeedQuery } from "../api/exchange";
import { problemOf } from "../api/problem";

export interface FeedDialogProps {
  /** Which tasks a new feed holds, unless another query is typed. */
  query: string;
  onClose: () => void;
}

export function FeedDialog({ query, onClose }: FeedDialogProps) {
  const { data: feed, error: unread } = useGetFeedQuery(undefined);
  const [begin, beginning] = useBeginFeedMutation();
  const [end, ending] = useEndFeedMutation();
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = typed ?? feed?.query ?? query;
  const address = feed?.path ? `${window.location.origin}${feed.path}` : null;
  const error = unread ?? beginning.error ?? ending.error;
  const busy = beginning.isLoading || ending.isLoading;
  const copy = () => {
    navigator.clipboard.writeText(address ?? "").then(
      () => toast({ title: "Address copied" }),
      () => toast({ title: "The browser would not copy", tone: "warning" }),
    );
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Calendar feed"
      description="A calendar program on this machine that knows the address shows the tasks that have a day. Whoever knows it can read them."
      footer={
        <>
          {address !== null && (
            <Button variant="ghost" disabled={busy} onClick={() => void end(undefined)}>
              Turn off
            </Button>
          )}
          <Button
            variant={address === null ? "primary" : "secondary"}
            icon={address === null ? undefined : RotateCw}
            disabled={busy || feed === undefined}
            onClick={() => void begin(wanted)}
          >
            {address === null ? "Turn on" : "New address"}
          </Button>
        </>
      }
    >
      {feed === undefined && error === undefined && <Skeleton lines={2} label="Reading the feed" />}
      <div className="space-y-4">
        {address !== null && (
          <div className="flex items-end gap-2">
            <Input
              readOnly
              label="Address"
              value={address}
              className="min-w-0 flex-1"
              onFocus={(event) => event.target.select()}
            />
            <Button icon={Copy} onClick={copy}>
              Copy
            </Button>
          </div>
        )}
        <Input
          label="Which tasks"
          value={wanted}
          hint={
            address === null
              ? "In the language of search; empty means all."
              : "“New address” takes this over; the old address leads nowhere from then on."
          }
          onChange={(event) => setTyped(event.target.value)}
        />
        {error !== undefined && <ErrorState inline problem={problemOf(error)} />}
      </div>
    </Dialog>
  );
}
