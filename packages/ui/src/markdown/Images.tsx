import { ImageOff, type LucideIcon } from "lucide-react";
import { useState, type ReactNode } from "react";

import { Icon } from "../components/Icon";
import { useHost } from "./context";

/** Stands where something cannot be shown, and says why. */
export function Missing({ icon, children }: { icon: LucideIcon; children: ReactNode }) {
  return (
    <span className="inline-flex max-w-full items-center gap-1.5 rounded-control border border-dashed border-line-strong px-2 py-0.5 align-middle font-ui text-2 text-muted">
      <Icon of={icon} size={14} />
      <span className="truncate">{children}</span>
    </span>
  );
}

/** An image of the vault; says its name when it cannot be shown. */
export function VaultImage({
  path,
  alt,
  width,
  height,
}: {
  path: string;
  alt: string;
  width?: number;
  height?: number;
}) {
  const host = useHost();
  const [failed, setFailed] = useState(false);
  if (failed) return <Missing icon={ImageOff}>{alt} cannot be shown</Missing>;
  return (
    <img
      src={host.attachmentUrl(path)}
      alt={alt}
      title={path}
      {...(width === undefined ? {} : { width })}
      {...(height === undefined ? {} : { height })}
      loading="lazy"
      decoding="async"
      onError={() => setFailed(true)}
    />
  );
}
