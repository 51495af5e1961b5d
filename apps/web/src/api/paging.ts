/** How lists are read on: by the cursor that each page of the API names. */
export const BY_CURSOR = {
  initialPageParam: null,
  getNextPageParam: (page: { next_cursor: string | null }) => page.next_cursor ?? undefined,
};
