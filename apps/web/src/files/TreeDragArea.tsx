/** Lets the rows of the tree inside be dragged onto its folders (or below the rows, to the vault's root). */
import { type DragEvent, type PointerEvent, type ReactNode, useRef } from "react";

import { folderOf, joinPath, nameOf } from "../lib/paths";

const TYPE = "application/x-claudeprojects-path";

export interface TreeDragAreaProps {
  folders: ReadonlySet<string>;
  onMove: (source: string, target: string) => void;
  children: ReactNode;
}

function rowAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>("[data-row]") : null;
}

/** Where dropping `source` in `folder` would put it; null when it is there already or would go into itself. */
export function dropTarget(source: string, folder: string): string | null {
  if (folderOf(source) === folder || folder === source || folder.startsWith(`${source}/`)) return null;
  return joinPath(folder, nameOf(source));
}

export function TreeDragArea({ folders, onMove, children }: TreeDragAreaProps) {
  const dragged = useRef<string | null>(null);
  const marked = useRef<HTMLElement | null>(null);

  const mark = (element: HTMLElement | null) => {
    marked.current?.removeAttribute("data-drop");
    marked.current = element;
    element?.setAttribute("data-drop", "");
  };
  const folderUnder = (event: DragEvent) => {
    const row = rowAt(event.target)?.dataset.row;
    if (row === undefined) return "";
    return folders.has(row) ? row : folderOf(row);
  };
  const arm = (event: PointerEvent) => {
    const row = rowAt(event.target);
    // A row that is being renamed keeps the pointer for selecting text.
    if (row && event.pointerType === "mouse") row.draggable = row.querySelector("input") === null;
  };
  const start = (event: DragEvent) => {
    const path = rowAt(event.target)?.dataset.row;
    if (path === undefined) return;
    dragged.current = path;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData(TYPE, path);
    event.dataTransfer.setData("text/plain", path);
  };
  const over = (event: DragEvent<HTMLDivElement>) => {
    const source = dragged.current;
    if (source === null) return;
    const folder = folderUnder(event);
    if (dropTarget(source, folder) === null) {
      mark(null);
      return;
    }
    event.preventDefault();
    event.dataTransfer.dropEffect = "move";
    const row = [...event.currentTarget.querySelectorAll<HTMLElement>("[data-row]")].find(
      (element) => element.dataset.row === folder,
    );
    mark(folder === "" ? event.currentTarget : (row ?? null));
  };
  const end = () => {
    dragged.current = null;
    mark(null);
  };
  const drop = (event: DragEvent) => {
    const source = dragged.current;
    const target = source === null ? null : dropTarget(source, folderUnder(event));
    end();
    if (source === null || target === null) return;
    event.preventDefault();
    onMove(source, target);
  };
  return (
    <div
      className="drag-area h-full min-h-0"
      onPointerDown={arm}
      onDragStart={start}
      onDragOver={over}
      onDrop={drop}
      onDragEnd={end}
      onDragLeave={(event) => !event.currentTarget.contains(event.relatedTarget as Node | null) && mark(null)}
    >
      {children}
    </div>
  );
}
