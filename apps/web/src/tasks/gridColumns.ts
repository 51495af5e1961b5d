/** How the columns of the grid of tasks stand: as many as there is room for, in every row the same. */
const NARROW = "grid grid-cols-[1.75rem_1.75rem_minmax(0,1fr)_auto] items-center gap-x-1 px-3 ";

/** The row's frame; with the project's column when it is said. */
export function gridColumns(projects: boolean): string {
  return (
    NARROW +
    (projects
      ? "@min-[48rem]:grid-cols-[1.75rem_1.75rem_minmax(0,1fr)_10rem_5.5rem_6.5rem_7rem_4.5rem]"
      : "@min-[48rem]:grid-cols-[1.75rem_1.75rem_minmax(0,1fr)_5.5rem_6.5rem_7rem_4.5rem]")
  );
}

/** A cell that is there only when there is room. */
export const ROOMY = "hidden @min-[48rem]:flex";
