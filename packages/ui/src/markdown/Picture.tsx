import { FileQuestion, ImageOff } from "lucide-react";

import { imageSize, mediumOf, splitTarget } from "../formats/targets";
import { useHost } from "./context";
import { Embed } from "./Embed";
import { Missing, VaultImage } from "./Images";

/** `<img>` and `![](…)`: from the vault, from the note itself (`data:`), or from elsewhere and then only if allowed. */
export function Picture({
  src = "",
  alt = "",
  width,
  height,
}: {
  src?: string;
  alt?: string;
  width?: number | string;
  height?: number | string;
}) {
  const host = useHost();
  const hint = imageSize(alt);
  const shown = alt.includes("|") ? alt.slice(0, alt.lastIndexOf("|")) : alt;
  const given = {
    ...(Number(width) > 0 ? { width: Number(width) } : {}),
    ...(Number(height) > 0 ? { height: Number(height) } : {}),
  };
  const bounds = { ...hint, ...given };
  if (/^data:/i.test(src)) {
    const raster = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)[;,]/i.test(src);
    return raster ? (
      <img src={src} alt={shown} {...bounds} decoding="async" />
    ) : (
      <Missing icon={ImageOff}>image of an unknown kind</Missing>
    );
  }
  if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|\\\\)/i.test(src)) {
    if (host.allowRemote === true && /^https?:/i.test(src)) {
      return (
        <img src={src} alt={shown} {...bounds} loading="lazy" decoding="async" referrerPolicy="no-referrer" />
      );
    }
    return <Missing icon={ImageOff}>remote image blocked: {hostOf(src)}</Missing>;
  }
  const { target, subpath } = splitTarget(src);
  const path = host.resolve(target);
  if (path === null) return <Missing icon={FileQuestion}>{target} is not in this vault</Missing>;
  if (mediumOf(path) !== "image")
    return <Embed target={target} subpath={subpath} display={shown === "" ? null : shown} />;
  return <VaultImage path={path} alt={shown} {...bounds} />;
}

function hostOf(src: string): string {
  try {
    return new URL(src, "https://unknown").host;
  } catch {
    return "unknown host";
  }
}
