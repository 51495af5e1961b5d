/** Says that the engine or the vault is away, what still holds, and what to do. */
import { Icon } from "@claudeprojects/ui";
import { CloudOff, HardDrive } from "lucide-react";
import { useEffect, useState } from "react";

import { useAppSelector } from "../app/hooks";

/** A short break (a restart, a sleep) is mended before anyone needs to read of it. */
const PATIENCE = 1500;

export function EngineBanner() {
  const { engine, vaultOnline } = useAppSelector((state) => state.connection);
  const [late, setLate] = useState(false);
  const gone = engine === "lost";
  useEffect(() => {
    if (!gone) return;
    const timer = setTimeout(() => setLate(true), PATIENCE);
    return () => {
      clearTimeout(timer);
      setLate(false);
    };
  }, [gone]);

  if (gone && late) {
    return (
      <Banner icon={CloudOff} title="The engine is not running.">
        What is on the screen stays, and what you type is kept in this browser. Start it with{" "}
        <Code>claudeprojects open</Code>; this page reconnects by itself.
      </Banner>
    );
  }
  if (!vaultOnline && engine === "connected") {
    return (
      <Banner icon={HardDrive} title="The vault’s folder cannot be reached.">
        Nothing is dropped: search shows what was known. Connect the disk again and it carries on.
      </Banner>
    );
  }
  return null;
}

function Code({ children }: { children: string }) {
  return <code className="rounded-small bg-fill px-1 font-code text-2">{children}</code>;
}

function Banner({
  icon,
  title,
  children,
}: {
  icon: typeof CloudOff;
  title: string;
  children: React.ReactNode;
}) {
  return (
    <div
      role="alert"
      className="flex shrink-0 items-start gap-2.5 border-b border-hairline bg-warning-subtle px-4 py-2 text-3"
    >
      <Icon of={icon} className="mt-0.5 text-warning-text" />
      <p className="min-w-0 flex-1 text-secondary">
        <strong className="font-semibold text-warning-text">{title}</strong> {children}
      </p>
    </div>
  );
}
