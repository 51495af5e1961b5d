/** An address that names no screen. */
import { EmptyState } from "@claudeprojects/ui";
import { Compass } from "lucide-react";
import { Link } from "react-router";

export function NotFoundPage() {
  return (
    <EmptyState
      icon={Compass}
      title="There is no screen at this address."
      action={
        <Link to="/" className="rounded-small text-3 text-accent-text hover:underline">
          Go home
        </Link>
      }
    />
  );
}
