/** Settings: what this browser decides, then every setting of the engine, from its own table. */
import { ErrorState, Segmented, Skeleton, ThemeChoice } from "@claudeprojects/ui";
import { type ReactNode, useEffect } from "react";
import { Link } from "react-router";

import { problemOf } from "../api/problem";
import { useGetSettingsQuery } from "../api/settings";
import type { SettingView } from "../api/types";
import { useAppDispatch, useAppSelector } from "../app/hooks";
import { Page } from "../lib/Page";
import { fontChosen, type ReadingFont } from "../state/layout";
import { SettingRow } from "./SettingRow";
import { Field } from "./Field";

const GROUPS: Record<string, string> = {
  ui: "Reading",
  search: "Search",
  embeddings: "Embeddings",
  index: "Index",
  engine: "Engine",
};

/** Settings by the first part of their key, in the engine's order; the theme is chosen above. */
export function grouped(items: readonly SettingView[]): [string, SettingView[]][] {
  const groups = new Map<string, SettingView[]>();
  for (const item of items) {
    if (item.key === "ui.theme") continue;
    const group = item.key.split(".", 1)[0] ?? "";
    groups.set(group, [...(groups.get(group) ?? []), item]);
  }
  return [...groups];
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mb-10">
      <h2 className="mb-1 border-b border-hairline pb-1.5 text-3 font-semibold">{title}</h2>
      {children}
    </section>
  );
}

export function SettingsPage() {
  const dispatch = useAppDispatch();
  const font = useAppSelector((state) => state.layout.font);
  const { data, error, refetch } = useGetSettingsQuery(undefined);
  useEffect(() => {
    if (font === "serif") document.documentElement.dataset.reading = "serif";
    else delete document.documentElement.dataset.reading;
  }, [font]);
  return (
    <Page
      title="Settings"
      lead="Settings are plain text, in your user folder or in the vault’s .claudeprojects/settings.json."
    >
      <Group title="Appearance">
        <Field name="Theme" hint="Kept in this browser.">
          <ThemeChoice />
        </Field>
        <Field name="Reading font" hint="For notes; the interface keeps its own.">
          <Segmented<ReadingFont>
            label="Reading font"
            value={font}
            options={[
              { value: "sans", label: "Inter" },
              { value: "serif", label: "Source Serif" },
            ]}
            onChange={(value) => dispatch(fontChosen(value))}
          />
        </Field>
      </Group>
      {error && !data && <ErrorState problem={problemOf(error)} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton lines={6} label="Reading the settings" />}
      {data &&
        grouped(data.items).map(([group, items]) => (
          <Group key={group} title={GROUPS[group] ?? group}>
            {items.map((item) => (
              <SettingRow key={item.key} setting={item} />
            ))}
          </Group>
        ))}
      <Group title="More">
        <ul className="py-1 text-3">
          {[
            ["/settings/keys", "All keys"],
            ["/history", "History of changes"],
            ["/trash", "Trash"],
            ["/index", "Index and coverage"],
          ].map(([to = "/", label]) => (
            <li key={to}>
              <Link
                to={to}
                className="-mx-2 flex min-h-row-comfortable items-center rounded-control px-2 hover:bg-fill"
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </Group>
    </Page>
  );
}
