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

function Address({ label, value }: { label: string; value: string }) {
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => toast({ title: "Address copied" }),
      () => toast({ title: "The browser would not copy", tone: "warning" }),
    );
  };
  return (
    <div className="flex items-end gap-2">
      <Input
        readOnly
        label={label}
        value={value}
        className="min-w-0 flex-1"
        onFocus={(event) => event.target.select()}
      />
      <Button icon={Copy} aria-label={`Copy the address: ${label}`} onClick={copy}>
        Copy
      </Button>
    </div>
  );
}

export function FeedDialog({ query, onClose }: FeedDialogProps) {
  const { data: feed, error: unread } = useGetFeedQuery(undefined);
  const [begin, beginning] = useBeginFeedMutation();
  const [end, ending] = useEndFeedMutation();
  const [typed, setTyped] = useState<string | null>(null);
  const wanted = typed ?? feed?.query ?? query;
  const addressOf = (path?: string | null) => (path ? `${window.location.origin}${path}` : null);
  const address = addressOf(feed?.path);
  const error = unread ?? beginning.error ?? ending.error;
  const busy = beginning.isLoading || ending.isLoading;
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
        {address !== null && <Address label="As to-dos" value={address} />}
        {address !== null && (
          <Address
            label="As events, for calendars without to-dos"
            value={addressOf(feed?.events_path) ?? ""}
          />
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
