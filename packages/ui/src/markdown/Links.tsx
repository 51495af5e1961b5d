import { ExternalLink } from "lucide-react";
import type { MouseEvent, ReactNode } from "react";

import { Icon } from "../components/Icon";
import { HUE_CHIP, hueOf } from "../lib/hue";
import { classes } from "../lib/classes";
import { isExternal, splitTarget, splitWikilink } from "../formats/targets";
import { useHost, type FollowedLink } from "./context";
import { Embed } from "./Embed";

function useFollow(link: FollowedLink) {
  const host = useHost();
  return (event: MouseEvent) => {
    event.preventDefault();
    event.stopPropagation();
    host.onOpenLink(link, { aside: event.metaKey || event.ctrlKey || event.button === 1 });
  };
}

/** A link inside the vault: accent when its file is there, dashed and dimmed when it is not. */
export function VaultLink({
  target,
  subpath,
  children,
}: {
  target: string;
  subpath: string;
  children: ReactNode;
}) {
  const host = useHost();
  const path = target === "" ? host.path : host.resolve(target);
  const follow = useFollow({ target, subpath, path });
  const title =
    path === null
      ? `${target} does not exist yet`
      : `${path}${subpath === "" ? "" : ` › ${subpath.slice(1)}`}`;
  return (
    <a
      // An address gives the link its keyboard and its menu; the app decides where it leads.
      href={`#/${encodeURI(path ?? target)}`}
      title={title}
      data-link={path === null ? "missing" : "note"}
      onClick={follow}
      onAuxClick={(event) => event.button === 1 && follow(event)}
    >
      {children}
    </a>
  );
}

/** `[[…]]` and `![[…]]`. */
export function Wiki({ value, embed }: { value: string; embed?: string }) {
  const { target, subpath, display } = splitWikilink(value);
  if (embed !== undefined) return <Embed target={target} subpath={subpath} display={display} />;
  const plain =
    target === "" ? subpath.slice(1).split("#").join(" › ") : `${target}${subpath.split("#").join(" › ")}`;
  return (
    <VaultLink target={target} subpath={subpath}>
      {display !== null && display !== "" ? display : plain.replace(/› \^/g, "› ")}
    </VaultLink>
  );
}

/** `[text](address)`: to a file of the vault, to a place on this page, or out to the web. */
export function Anchor({
  href,
  title,
  children,
  ...rest
}: {
  href?: string;
  title?: string;
  children?: ReactNode;
}) {
  const { "data-footnote-ref": footnote, "data-footnote-backref": back } = rest as Record<
    string,
    string | undefined
  >;
  if (href === undefined || href === "") return <span className="text-secondary">{children}</span>;
  if (footnote !== undefined || back !== undefined) {
    const go = (event: MouseEvent<HTMLAnchorElement>) => {
      event.preventDefault();
      const chunk = event.currentTarget.closest("[data-chunk]");
      const place = chunk?.querySelector(`[id$="${CSS.escape(decodeURIComponent(href.slice(1)))}"]`);
      place?.scrollIntoView({ block: "center" });
    };
    return (
      <a
        {...rest}
        href={href}
        onClick={go}
        {...(back === undefined ? {} : { "aria-label": "Back to the text" })}
      >
        {children}
      </a>
    );
  }
  if (!isExternal(href)) {
    const { target, subpath } = splitTarget(href);
    return (
      <VaultLink target={target} subpath={subpath}>
        {children}
      </VaultLink>
    );
  }
  return (
    <a
      href={href}
      title={title ?? href}
      target="_blank"
      rel="noopener noreferrer nofollow"
      data-link="external"
    >
      {children}
      <Icon of={ExternalLink} size={12} className="ml-0.5 inline-block align-[-0.06em] opacity-60" />
    </a>
  );
}

/** `#tag` in the text. */
export function TagLink({ tag }: { tag: string }) {
  const host = useHost();
  const frame = classes(
    "inline-block rounded-full px-2 align-baseline font-ui text-[0.8125em]/[1.55] font-medium",
    HUE_CHIP[hueOf(tag)],
  );
  if (!host.onOpenTag) return <span className={frame}>#{tag}</span>;
  return (
    <button
      type="button"
      className={classes(frame, "cursor-pointer hover:underline")}
      onClick={() => host.onOpenTag?.(tag)}
    >
      #{tag}
    </button>
  );
}
