/** Where a value could be: seen where one points at the row, so that what is there stands out. */
export function Dash() {
  return (
    <>
      <span className="sr-only">none</span>
      <span aria-hidden className="text-muted opacity-0 group-hover/row:opacity-100 coarse:opacity-100">
        –
      </span>
    </>
  );
}
