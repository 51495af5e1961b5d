/** The ways a project leaves: lines of a menu, each a file or the calendar. */
import type { MenuEntry } from "@claudeprojects/ui";
import { CalendarSync, FileArchive, FileCode, FileSpreadsheet, FileText, Printer } from "lucide-react";

import { type ProjectFormat, projectFileUrl, taskFileUrl } from "../api/exchange";
import { download } from "./download";

const FILES: readonly { format: ProjectFormat; label: string; icon: typeof FileText }[] = [
  { format: "zip", label: "Folder (zip)", icon: FileArchive },
  { format: "markdown", label: "Report (Markdown)", icon: FileText },
  { format: "html", label: "Report (HTML)", icon: FileCode },
  { format: "pdf", label: "Report (PDF)", icon: Printer },
];

/** The query that means the tasks of one project. */
export function tasksOf(path: string): string {
  return `project:"${path.replaceAll('"', "")}"`;
}

export function exportEntries(project: { path: string }, onFeed: () => void): MenuEntry[] {
  const { path } = project;
  return [
    { heading: "Export" },
    ...FILES.map(({ format, label, icon }) => ({
      label,
      icon,
      onSelect: () => void download(projectFileUrl(path, format), label),
    })),
    {
      label: "Tasks (CSV)",
      icon: FileSpreadsheet,
      onSelect: () => void download(taskFileUrl(tasksOf(path), "csv"), "Tasks"),
    },
    { label: "Calendar feed…", icon: CalendarSync, onSelect: onFeed },
  ];
}
