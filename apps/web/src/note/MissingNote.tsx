/** The address names a file that is not there: offer to make it, or to find what was meant. */
import { Button, EmptyState } from "@claudeprojects/ui";
import { FilePlus2, FileQuestion } from "lucide-react";
import { Link } from "react-router";

import { useSuggestFilesQuery } from "../api/files";
import { useAppSelector } from "../app/hooks";
import { useFileActions } from "../files/useFileActions";
import { noteUrl, titleOf } from "../lib/paths";

export function MissingNote({ path }: { path: string }) {
  const actions = useFileActions();
  const title = titleOf(path);
  const { data } = useSuggestFilesQuery({ q: title, limit: 5 });
  const draft = useAppSelector((state) => state.drafts[path]);
  const target = /\.[^./]+$/.test(path) ? path : `${path}.md`;
  return (
    <div className="flex h-full flex-col items-center justify-center gap-2 overflow-y-auto">
      <div>
        <h1 className="sr-only">{title}</h1>
        <EmptyState
          icon={FileQuestion}
          title={`There is no file called “${title}”.`}
          hint={
            draft
              ? "It was here when you edited it, and your unsaved text is kept: creating it puts that text back."
              : "It may have been renamed, moved or put into the trash."
          }
          action={
            <Button
              variant="primary"
              icon={FilePlus2}
              onClick={() => void actions.createNote(target, draft?.text ?? "")}
            >
              Create it
            </Button>
          }
        />
      </div>
      {data && data.items.length > 0 && (
        <section className="w-full max-w-90 px-6 pb-8">
          <h2 className="mb-1 text-2 font-medium text-muted">Perhaps you mean</h2>
          <ul>
            {data.items.map((item) => (
              <li key={item.path}>
                <Link
                  to={noteUrl(item.path)}
                  className="block truncate rounded-control px-2 py-1 text-3 hover:bg-fill"
                  title={item.path}
                >
                  {item.title} <span className="text-muted">{item.path}</span>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
